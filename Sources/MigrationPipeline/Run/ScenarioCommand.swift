// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelShims
import Machine
import SourceText
import Validation

/// Loads drivers into the reference model and does with them what a scenario says.
public struct ScenarioCommand: Sendable {
    public enum Source: Sendable, Hashable {
        /// Made as the driver answers.
        case builtIn
        /// The operations of a file.
        case scenario(String)
        /// The same, compared with what the file says came of them.
        case replay(String)
    }

    public var settings: InputSettings
    public var source: Source
    /// Of module loads of the built-in scenario.
    public var parameters: String
    public var failures: FailurePlan = .none
    public var standIns = StandInChoice()
    public var schedule: [Int] = []
    public var showsTimes = false
    /// Nil: as the files' headers have it.
    public var level: String?
    /// Differences that a replay shows.
    public var limit = 20

    public init(settings: InputSettings, source: Source, parameters: String = "") {
        self.settings = settings
        self.source = source
        self.parameters = parameters
    }

    /// - Throws: `InputError` for files, scenarios and levels that make no sense.
    public func run() throws(InputError) -> CommandOutput {
        let recorded = try recordedTrace()
        var times = StageTimes()
        let emission = try DriverEmission(settings, standIns: standIns, times: &times)
        var messages = emission.messages
        let level = try chosenLevel() ?? emission.level ?? .D0
        times.next()
        let hasRaces = recorded?.hasRaces ?? false
        let run = try ModelRun(
            emission, level: level, failures: failures, schedule: hasRaces ? [] : schedule, races: hasRaces)
        times.end("decode")
        times.next()
        let performer = Performer(run.userSpace(), file: sourceFile, afterFault: .goOn)
        let trace: Trace
        do {
            switch source {
            case .builtIn:
                let modules = run.modules.map { DefaultScenario.Module($0.name, parameters: parameters) }
                trace = try DefaultScenario(modules: modules).perform(by: performer)
            case .scenario, .replay:
                let scheduled = (recorded ?? Trace()).withSchedule(schedule)
                trace = try performer.perform(Scenario(scheduled, file: sourceFile))
            }
        } catch let error as TraceError {
            throw InputError("\(error)")
        } catch {
            throw InputError("\(error)")
        }
        times.end("run")
        if showsTimes { messages += times.lines }
        var report = RunReport(folder: settings.workingDirectory)
        if case .replay = source, let recorded {
            let comparison = TraceComparison(expected: recorded, actual: trace)
            report.text(comparison.report(expectedFile: sourceFile, limit: limit))
            if !comparison.isEqual { report.exitStatus = 1 }
        } else {
            report.text(trace.description)
        }
        // The same fault at the same place is one.
        var told: [String: Int] = [:]
        let stops = run.stops + run.kernel.leaks
        for stop in stops { told[stop.place, default: 0] += 1 }
        for stop in stops {
            guard let count = told.removeValue(forKey: stop.place) else { continue }
            report.stopped(stop)
            if count > 1 { report.text("  and the same \(count - 1) more times\n") }
        }
        return CommandOutput(bytes: report.bytes, messages: messages, exitStatus: report.exitStatus)
    }

    /// Choices as users write them.
    public static func schedule(_ text: String) throws(InputError) -> [Int] {
        guard let choices = ScheduleText.choices(text) else {
            throw InputError("--schedule \(text): no schedule; numbers with commas between, like 0,1,0 or 0*17,1")
        }
        return choices
    }

    private var sourceFile: String {
        switch source {
        case .builtIn: "the built-in scenario"
        case .scenario(let file), .replay(let file): file
        }
    }

    private func recordedTrace() throws(InputError) -> Trace? {
        switch source {
        case .builtIn: return nil
        case .scenario(let file), .replay(let file):
            let path = PathText.absolute(file, in: settings.workingDirectory)
            guard let bytes = FileBytes.read(path) else { throw InputError("\(file): cannot be read") }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw InputError("\(file): is no text in UTF-8")
            }
            do { return try Trace(parsing: text, file: file) } catch { throw InputError("\(error)") }
        }
    }

    private func chosenLevel() throws(InputError) -> KernelLevel? {
        guard let level else { return nil }
        guard let known = KernelLevel.named(level) else { throw InputError("--level \(level): no such kernel level") }
        return known
    }
}

extension Trace {
    fileprivate var hasRaces: Bool { operations.contains { $0.operation.name == "race_start" } }

    /// The schedule is for the first race.
    fileprivate func withSchedule(_ schedule: [Int]) -> Trace {
        guard !schedule.isEmpty, let index = entries.firstIndex(where: { $0.operation?.name == "race_start" }),
            var operation = entries[index].operation
        else { return self }
        var result = self
        operation.set(TraceField("schedule", written: ScheduleText.text(schedule)))
        result.entries[index].kind = .operation(operation)
        return result
    }
}

extension Stop {
    /// What and where, without what varies.
    fileprivate var place: String {
        switch self {
        case .fault(let fault): "\(fault.kind.rawValue) \(fault.stack.map(\.position.description))"
        default: description
        }
    }
}
