// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import SourceText

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
        if let number = failures.numbers.first(where: { $0 < 1 }) {
            throw InputError("--fail \(number): calls are counted from 1")
        }
        var times = StageTimes()
        let emission = try DriverEmission(settings, times: &times)
        var (modules, messages) = (emission.modules, emission.messages)
        var kernelOptions = KernelOptions()
        if let level = emission.level { kernelOptions.level = level }
        let isHosted = calls.contains { $0.function == "main" }
        var report = RunReport(folder: settings.workingDirectory)
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
            let kernel = Kernel(options: kernelOptions)
            kernel.attach(to: machine)
            machine.tasks.schedule = schedule
            if !parameters.isEmpty { try report.set(parameters, kernel, machine) }
            var session = CallSession(machine: machine)
            try session.check(calls)
            times.next()
            try report.run(calls, &session, traces: traces, isHosted: isHosted)
            times.end("run")
            if showsLeaks, report.exitStatus == 0 { report.leaks(machine) }
            let count = machine.fallibleCalls.count
            for number in failures.numbers.sorted() where number > count {
                messages.append("--fail \(number): only \(count) calls that can fail were made")
            }
        } catch let stop as Stop {
            report.stopped(stop)
        } catch let error as InputError {
            // What earlier calls printed is worth having.
            guard report.callCount > 0 else { throw error }
            report.exitStatus = 2
            messages.append("error: \(error)")
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
