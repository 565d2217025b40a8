// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine

/// Executes functions of C files and prints what they did.
public struct RunCommand: Sendable {
    public var settings: InputSettings
    public var calls: [CallExpression]
    /// Print each call of a kernel function.
    public var traces: Bool
    public var failures: FailurePlan
    /// Say what memory and registrations the calls leave behind.
    public var showsLeaks = false
    /// Say how long each stage took; then nothing has to be called.
    public var showsTimes = false
    public var schedule: [Int]
    /// What the module is loaded with: `count=17 dyndbg=+p`.
    public var parameters = ""
    /// Jumps and calls before a call is given up as one that does not end; nil for the machine's own measure.
    public var stepBudget: Int?

    public init(
        settings: InputSettings, calls: [CallExpression], traces: Bool = false, failures: FailurePlan = .none,
        schedule: [Int] = []
    ) {
        self.settings = settings
        self.calls = calls
        self.traces = traces
        self.failures = failures
        self.schedule = schedule
    }

    /// - Throws: `InputError` for files, flags and calls that make no sense.
    public func run() throws(InputError) -> CommandOutput {
        guard !calls.isEmpty || showsTimes else {
            throw InputError("nothing to run; name a function with --call 'FUNCTION(args)'")
        }
        var modules: [IRModule] = []
        var messages: [String] = []
        var times = StageTimes()
        for path in settings.paths {
            let plan = try EmissionPlan(file: path, settings: settings)
            messages += plan.warnings
            times.next()
            do { modules.append(try IRModule.emit(plan.request)) } catch { throw InputError(error.message) }
            times.end("emit \(path)")
        }
        let isHosted = calls.contains { $0.function == "main" }
        var report = RunReport()
        do {
            let interface = isHosted ? HostedFunctions.interface : KernelFunctions.interface
            times.next()
            let program = try Program.build(modules, interface: interface)
            times.end("decode")
            var options = isHosted ? .hosted : MachineOptions()
            if let stepBudget { options.stepBudget = stepBudget }
            // Clang's module is as large as all the rest.
            modules = []
            let machine = try Machine(program, options: options, failures: failures)
            let kernel = Kernel()
            machine.kernel = kernel
            machine.onReturn = { machine throws(Stop) in try kernel.checkReturn(machine) }
            machine.tasks.schedule = schedule
            if !parameters.isEmpty { try report.set(parameters, kernel, machine) }
            var session = CallSession(machine: machine)
            times.next()
            try report.run(calls, &session, traces: traces, isHosted: isHosted)
            times.end("run")
            if showsLeaks, report.exitStatus == 0 { report.leaks(machine) }
        } catch let stop as Stop {
            report.stopped(stop)
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError("\(error)")
        }
        if showsTimes { messages += times.lines }
        return CommandOutput(bytes: report.bytes, messages: messages, exitStatus: report.exitStatus)
    }
}

extension RunCommand {
    /// The calls that are to fail, by their numbers.
    public static func failures(_ numbers: [Int]) -> FailurePlan { FailurePlan(numbers: Set(numbers)) }
}
