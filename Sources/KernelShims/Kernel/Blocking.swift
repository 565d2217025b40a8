// SPDX-License-Identifier: Apache-2.0
import Machine

extension KernelCall {
    /// Lets others go on until `isOver`, or until a time. What ended another task is thrown here.
    /// - Returns: false where the time is what ended it.
    @discardableResult
    func block(
        for reason: @autoclosure () -> String, until deadline: UInt64? = nil, _ isOver: @escaping () -> Bool
    ) throws(Stop) -> Bool {
        try kernel.block(machine, for: reason(), until: deadline, isOver)
    }

    /// The call may sleep, whether it does now or not.
    func mightSleep() throws(Stop) {
        let kernel = try kernel
        let task = task
        guard kernel.locks.isAtomic(task) else { return }
        if let violation = kernel.locks.mightSleep(task, at: site(kernel)) { throw kernel.stop(violation, machine) }
    }
}

extension Kernel {
    @discardableResult
    func block(
        _ machine: Machine, for reason: @autoclosure () -> String, until deadline: UInt64? = nil,
        _ isOver: @escaping () -> Bool
    ) throws(Stop) -> Bool {
        let inTime = try machine.tasks.wait(for: reason(), in: machine, until: deadline) {
            self.failure != nil || isOver()
        }
        if let failure { throw failure }
        updateClock(machine)
        return inTime
    }

    /// A task that runs `body`; what ends it early is kept for the others.
    @discardableResult
    func start(
        _ name: String, _ machine: Machine, _ body: @escaping () throws(Stop) -> Void
    ) throws(Stop) -> MachineTask {
        try machine.tasks.start(name, in: machine) { () throws(Stop) in
            do throws(Stop) {
                try body()
            } catch {
                if case .abandoned = error { throw error }
                if self.failure == nil { self.failure = error }
                throw error
            }
        }
    }
}
