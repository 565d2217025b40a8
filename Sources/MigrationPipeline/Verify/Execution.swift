// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Validation

/// One execution of a scenario, and what it left behind.
struct Execution: Sendable {
    /// A call that could have failed.
    struct FallibleCall: Sendable {
        var function: String
        var site: StackFrame?
        /// Of the operation in which it was made, from 0.
        var operation: Int
    }

    var trace: Trace
    /// Faults that ended operations.
    var faults: [Fault] = []
    /// Faults after which the kernel went on: bytes that were never written went to users.
    var leaks: [Fault] = []
    var unsupported: Unsupported?
    /// Memory that the driver allocated and nobody released.
    var left: [ObjectHistory] = []
    /// What is still registered.
    var registrations: [String] = []
    var fallible: [FallibleCall] = []
    /// Names of mdev drivers that were registered, but for the kernel's own.
    var driverNames: [String] = []
}

/// Performs scenarios on an image.
struct Executor: Sendable {
    let image: DriverImage

    /// Performs what the driver's own answers suggest.
    func performDefault(parameters: String = "") throws(InputError) -> Execution {
        let run = try image.run()
        let modules = run.modules.map { DefaultScenario.Module($0.name, parameters: parameters) }
        return try execution(of: run) { performer in try DefaultScenario(modules: modules).perform(by: performer) }
    }

    /// - Parameters:
    ///   - failing: the number of the call that is to fail, from 1.
    ///   - retries: perform the operation in which that call failed once more, where it did not succeed.
    func perform(_ scenario: Scenario, failing number: Int? = nil, retries: Bool = false) throws(InputError)
        -> Execution
    {
        let run = try image.run(failing: number)
        return try execution(of: run) { performer in
            var hasRetried = !retries
            return try performer.perform(scenario) { operation in
                guard !hasRetried, let number, run.machine.fallibleCalls.count >= number else { return false }
                hasRetried = true
                return operation.result?.isError ?? false
            }
        }
    }

    private func execution(
        of run: ModelRun, _ body: (Performer) throws -> Trace
    ) throws(InputError) -> Execution {
        let performer = Performer(run.userSpace(), afterFault: .goOn)
        var starts: [Int] = []
        let machine = run.machine
        var names: Set<String> = []
        performer.willPerform = { _ in
            starts.append(machine.fallibleCalls.count)
            for driver in run.reference.mdev.bus.drivers where driver.name != "vfio_mdev" { names.insert(driver.name) }
        }
        var result: Execution
        do {
            result = Execution(trace: try body(performer))
            result.driverNames = names.sorted()
            try performer.end()
        } catch {
            throw InputError("\(error)")
        }
        for stop in run.stops {
            switch stop {
            case .fault(let fault):
                // Who waits for what a dead task holds is no news.
                if fault.kind == .deadlock, !result.faults.isEmpty { continue }
                result.faults.append(fault)
            case .unsupported(let unsupported): result.unsupported = result.unsupported ?? unsupported
            case .exit, .abandoned: break
            }
        }
        for case .fault(let fault) in run.kernel.leaks { result.leaks.append(fault) }
        result.left = machine.memory.unreleased
        result.registrations = run.kernel.registrations(machine)
        var operation = -1
        for (index, function) in machine.fallibleCalls.enumerated() {
            while operation + 1 < starts.count, starts[operation + 1] <= index { operation += 1 }
            result.fallible.append(
                Execution.FallibleCall(
                    function: function, site: machine.site(ofFallibleCall: index), operation: operation))
        }
        machine.tasks.abandonOthers()
        return result
    }
}
