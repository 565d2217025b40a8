// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// The model's tasks are the machine's.
final class MachineScheduler: Scheduler {
    private unowned let kernel: Kernel
    private unowned let machine: Machine
    private var tasks: [Int: ModelTask] = [:]
    /// How often the wait of a task was over only because its time was, without anything else happening.
    private var vain: [Int: Int] = [:]
    /// After so many nothing will come any more.
    private static let vainLimit = 20
    /// What tasks of users are called; it is in messages.
    static let userName = "exercise"

    init(_ kernel: Kernel, _ machine: Machine) {
        self.kernel = kernel
        self.machine = machine
    }

    var current: ModelTask { task(machine.tasks.current) }
    var now: UInt64 { machine.tasks.now }

    private func task(_ task: MachineTask) -> ModelTask {
        if let known = tasks[task.number] { return known }
        let made = ModelTask(number: task.number, name: task.number == 0 ? Self.userName : task.name)
        tasks[task.number] = made
        return made
    }

    func wait(
        for reason: @autoclosure () -> String, isInterruptible: Bool, until deadline: UInt64?,
        _ condition: @escaping () -> Bool
    ) throws -> WaitResult {
        let task = current
        if condition() { return .done }
        task.wait = isInterruptible ? .interruptible : .uninterruptible
        let inTime = try kernel.block(machine, for: reason(), until: deadline) {
            condition() || isInterruptible && task.hasSignal
        }
        // A task that a fault ends stays as it is.
        task.wait = nil
        if condition() {
            vain[task.number] = 0
            return .done
        }
        if inTime { return .interrupted }
        vain[task.number, default: 0] += 1
        if vain[task.number, default: 0] > Self.vainLimit {
            throw Stop.fault(.deadlock, "\(task.name) waits for \(reason()), and nobody is left who could end that")
        }
        return .timedOut
    }

    func start(_ name: String, _ body: @escaping () throws -> Void) throws -> ModelTask {
        let started = try machine.tasks.start(name, in: machine) { [unowned self] () throws(Stop) in
            let task = self.current
            defer { task.isFinished = true }
            do {
                try body()
            } catch let stop as Stop {
                throw stop
            } catch let stop as ModelStop {
                throw kernel.stop(stop)
            } catch {
                // An error of the kernel that nobody looked at.
            }
        }
        return task(started)
    }

    func settle() throws { try machine.tasks.settle(in: machine) }

    func preempt() throws {
        if machine.tasks.race != nil { try machine.tasks.preempt() }
    }

    func race(_ schedule: [Int]) throws -> [RaceChoice] {
        try machine.tasks.run(TaskRace(schedule: schedule), in: machine).choices.map {
            RaceChoice(taken: $0.taken, count: $0.count, canGoOn: $0.canGoOn)
        }
    }
}
