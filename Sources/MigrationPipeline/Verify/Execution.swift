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
    /// What no kernel notices.
    var breaches: [Breach] = []
    var unsupported: Unsupported?
    /// Memory that the driver allocated and nobody released.
    var left: [ObjectHistory] = []
    /// What is still registered.
    var registrations: [String] = []
    /// Mdevs that are still there.
    var mdevs = 0
    var fallible: [FallibleCall] = []
    /// Bytes of memory in use before each operation.
    var memory: [Int] = []
    /// Names of mdev drivers that were registered, but for the kernel's own.
    var driverNames: [String] = []
    /// Blocks of the driver that were reached.
    var reached = BlockSet()
    /// These by the operation that reached them first, from 0; noted only where it is asked for.
    var firstReached: [Int: Int] = [:]
    /// Accesses to fields and the calls that led to each; of scenarios without failures alone.
    var fields: [FieldAccess: [StackFrame]] = [:]
    /// Where it asked for memory without being willing to wait, by the name of the operation.
    var hurriedAllocations: [String: [StackFrame]] = [:]
    /// A fault or something unsupported ended the scenario before its end.
    var wasEnded = false

    /// A fault ended an operation, or the closing of all that was open in the end; or mdevs are still there, and with
    /// them what they need. What is left behind then tells nothing about the driver.
    var wasCutShort: Bool { wasEnded || !faults.isEmpty || mdevs > 0 }
}

/// Performs scenarios on an image.
struct Executor: Sendable {
    let image: DriverImage
    /// Nil: nothing is known from before.
    var memo: ExecutionMemo?

    /// How often the default scenario is begun afresh without what ended it.
    private static let defaultLimit = 16

    /// Performs what the driver's own answers suggest. A request that ends in a fault is left out of it.
    /// - Returns: the whole scenario, and what came before it, each ending in a fault.
    func performDefault(parameters: String = "") throws(InputError) -> (whole: Execution, ended: [Execution]) {
        let executions = try remembered(.byDefault(parameters: parameters)) { () throws(InputError) in
            let found = try performDefaultAfresh(parameters: parameters)
            return [found.whole] + found.ended
        }
        return (executions[0], Array(executions.dropFirst()))
    }

    private func performDefaultAfresh(parameters: String) throws(InputError) -> (whole: Execution, ended: [Execution]) {
        var avoided: Set<String> = []
        var ended: [Execution] = []
        while true {
            let run = try image.run(watches: true)
            var scenario = DefaultScenario(
                modules: run.modules.map { DefaultScenario.Module($0.name, parameters: parameters) })
            scenario.avoided = avoided
            let isLast = ended.count == Self.defaultLimit
            let execution = try execution(of: run, afterFault: isLast ? .goOn : .end) { [scenario] performer in
                try scenario.perform(by: performer)
            }
            let request = execution.trace.operations.last { $0.operation.result == .killed }?.operation.request
            guard let request, !isLast, execution.unsupported == nil, avoided.insert(request).inserted else {
                return (execution, ended)
            }
            ended.append(execution)
        }
    }

    /// - Parameters:
    ///   - failing: the number of the call that is to fail, from 1.
    ///   - retries: perform the operation in which that call failed once more, where it did not succeed.
    func perform(_ scenario: Scenario, failing number: Int? = nil, retries: Bool = false) throws(InputError)
        -> Execution
    {
        try remembered(.failing(scenario.memoText, number: number, retries: retries)) { () throws(InputError) in
            let run = try image.run(failing: number, watches: number == nil)
            let execution = try execution(of: run) { performer in
                var hasRetried = !retries
                return try performer.perform(scenario) { operation in
                    guard !hasRetried, let number, run.machine.fallibleCalls.count >= number else { return false }
                    hasRetried = true
                    return operation.result?.isError ?? false
                }
            }
            return [execution]
        }[0]
    }

    private func remembered(
        _ key: @autoclosure () -> ExecutionKey, _ perform: () throws(InputError) -> [Execution]
    ) throws(InputError) -> [Execution] {
        guard let memo else { return try perform() }
        return try memo.value(key(), perform)
    }

    /// Ends at the first fault: what comes after one is noise. Notes which operation reached what first.
    func performUntilFault(_ scenario: Scenario) throws(InputError) -> Execution {
        try remembered(.untilFault(scenario.memoText)) { () throws(InputError) in
            [
                try execution(of: try image.run(watches: true), afterFault: .end, notesBlocks: true) {
                    try $0.perform(scenario)
                }
            ]
        }[0]
    }

    private func execution(
        of run: ModelRun, afterFault: Performer.AfterFault = .goOn, notesBlocks: Bool = false,
        _ body: (Performer) throws -> Trace
    ) throws(InputError) -> Execution {
        let performer = Performer(run.userSpace(), afterFault: afterFault)
        var starts: [Int] = []
        let machine = run.machine
        var names: Set<String> = []
        var memory: [Int] = []
        var firstReached: [Int: Int] = [:]
        let noteBlocks = {
            let blocks = machine.coveredBlocks
            if blocks.count == firstReached.count { return }
            for block in blocks where firstReached[block] == nil {
                firstReached[block] = max(starts.count - 1, 0)
            }
        }
        var operations: [(name: String, hurried: Int)] = []
        performer.willPerform = { operation in
            operations.append((operation.name, run.kernel.hurriedAllocations.count))
            machine.accessLog?.beginOperation(isLoading: ["insmod", "rmmod"].contains(operation.name))
            if notesBlocks { noteBlocks() }
            starts.append(machine.fallibleCalls.count)
            memory.append(machine.memory.bytesInUse)
            for driver in run.reference.mdev.bus.drivers where driver.name != "vfio_mdev" { names.insert(driver.name) }
        }
        var result: Execution
        do {
            result = Execution(trace: try body(performer))
            result.driverNames = names.sorted()
            result.memory = memory
            if notesBlocks { noteBlocks() }
            result.firstReached = firstReached
            result.wasEnded = result.trace.entries.contains { $0.operation?.result == .killed }
            // Locks of an operation that was ended stay locked; closing would wait for them.
            if afterFault != .end || !result.wasEnded { try performer.finish() }
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
        result.breaches = run.kernel.breaches
        result.left = machine.memory.unreleased
        for (index, stack) in run.kernel.hurriedAllocations.enumerated() {
            let name = operations.last { $0.hurried <= index }?.name ?? ""
            if result.hurriedAllocations[name] == nil { result.hurriedAllocations[name] = stack }
        }
        result.fields = machine.accessLog?.fields() ?? [:]
        result.reached = BlockSet(machine.coveredBlocks)
        result.registrations = run.kernel.registrations(machine)
        result.mdevs = run.reference.mdev.bus.devices.count
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
