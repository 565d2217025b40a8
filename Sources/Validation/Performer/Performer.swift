// SPDX-License-Identifier: Apache-2.0

/// Executes operation lines against user space and prints what happened, as `exercise` does on a real kernel.
///
/// A line does not say everything that was done. What it leaves open is decided by rules that know no driver and no
/// trace; each stands at the code that follows it: `OpenFiles` (which file a name means, what is opened silently),
/// `MdevSubject` and `StaleFiles`, `UserBuffers`, `DeviceMapping`, `Positions`, `Jobs`.
public final class Performer {
    /// What to do when a fault of the machine ends an operation.
    public enum AfterFault: Sendable {
        case stop, goOn
        /// As `goOn`, but a fault ends the scenario.
        case end
    }

    /// In a race, the thread that performs.
    var user: any UserSpace
    let file: String
    let afterFault: AfterFault

    /// Steps behind the one that is being performed; empty where they are not known yet.
    private(set) var upcoming: ArraySlice<Scenario.Step> = []
    var step = Scenario.Step(.blank)
    /// Steps that were performed.
    private(set) var past: ArraySlice<Scenario.Step> = []

    var files = OpenFiles()
    var buffers = UserBuffers()
    var subject = MdevSubject()
    var staleFiles = StaleFiles()
    var mapping: DeviceMapping?
    var jobs = Jobs()
    var races = Races()
    var positions = Positions()
    /// A fault that the answer itself tells; the remark behind it says what it was.
    var pendingFault: (any Error)?
    /// Told before each operation.
    public var willPerform: ((TraceOperation) -> Void)?
    private var hasOopsed = false
    private var isPrepared = false

    public init(_ user: any UserSpace, file: String = "scenario", afterFault: AfterFault = .stop) {
        self.user = user
        self.file = file
        self.afterFault = afterFault
    }

    /// Performs a whole scenario. A fault ends the trace, unless it is told to go on.
    /// - Parameter repeats: asked after each operation whether to perform it once more.
    public func perform(
        _ scenario: Scenario, repeating repeats: (TraceOperation) throws -> Bool = { _ in false }
    ) throws -> Trace {
        var trace = Trace()
        for index in scenario.steps.indices {
            upcoming = scenario.steps[(index + 1)...]
            past = scenario.steps[..<index]
            while true {
                let entries = try perform(scenario.steps[index])
                trace.entries += entries
                if entries.contains(where: { $0.operation?.result == .killed }), !goesOn { return trace }
                guard let operation = entries.first?.operation, try repeats(operation) else { break }
            }
        }
        trace.entries.append(TraceEntry(.remark("end")))
        return trace
    }

    /// Performs one step: its line as it came out, with a remark if a fault ended it; nothing for a job that has
    /// ended already, as there is nothing left to say of it.
    public func perform(_ step: Scenario.Step) throws -> [TraceEntry] {
        self.step = step
        try prepare()
        guard let operation = step.operation else {
            return [TraceEntry(step.kind, effects: try drained(), line: step.line)]
        }
        guard let rule = Operations.all[operation.name] else {
            throw problem("the operation \"\(operation.name)\" is not known")
        }
        do {
            try staleFiles.prepare(for: self)
            try buffers.prepare(for: operation, user)
            willPerform?(operation)
            guard let answer = try rule.perform(self, operation) else { return [] }
            try user.settle()
            var performed = operation
            performed.take(answer)
            var effects = answer.nodes.map { TraceEffect.node($0) }
            if !rule.leavesEffects { effects += try drained() }
            var entries = [TraceEntry(.operation(performed), effects: effects, line: step.line)]
            if let fault = pendingFault ?? jobs.takeFault() { entries.append(remark(of: fault)) }
            pendingFault = nil
            return entries
        } catch let error as TraceError {
            throw error
        } catch let error as any SystemCallError {
            // Only from what is done silently: the line itself answers with its errors.
            let text = "what the operation needs fails with \(error.name ?? String(error.number))"
            if afterFault == .stop { throw problem(text) }
            return [TraceEntry(.remark("\(problem(text))"), effects: try drained(), line: step.line)]
        } catch {
            user.died(of: error)
            var performed = operation
            performed.result = .killed
            performed.results = []
            return [TraceEntry(.operation(performed), effects: try drained(), line: step.line), remark(of: error)]
        }
    }

    /// What the end of the process does: its mappings go, then its files. A scenario need not close everything; who
    /// wants to know what is left behind calls this after it.
    public func end() throws {
        if let mapping { try unmap(beforeClosing: mapping.file) }
        try buffers.releaseWindows(user)
        try files.closeAll(user)
    }

    /// The same; a fault on the way is the kernel's to tell, as any other one.
    public func finish() throws {
        do {
            try end()
        } catch let error as TraceError {
            throw error
        } catch let error as any SystemCallError {
            throw error
        } catch {
            user.died(of: error)
        }
    }

    /// Whether something can come after a fault.
    var goesOn: Bool { afterFault == .goOn && user.canGoOn }

    func problem(_ text: String) -> TraceError {
        TraceError(file: file, line: step.line, problem: "\(text): \(step.kind)")
    }

    private func remark(of fault: any Error) -> TraceEntry {
        // A remark is one line.
        let text = String(describing: fault).split(separator: "\n").first.map(String.init) ?? "no description"
        return TraceEntry(.remark("fault: \(text)"), line: step.line)
    }

    /// A process has three files from the start; a driver may take 0 for none.
    private func prepare() throws {
        guard !isPrepared else { return }
        isPrepared = true
        do {
            var fd = try user.openNull()
            while fd < 2 { fd = try user.openNull() }
            if fd > 2 { try user.close(fd) }
        } catch let error as any SystemCallError {
            throw problem("/dev/null cannot be opened (\(error.name ?? String(error.number)))")
        }
    }

    /// What the kernel said, in the words of a trace. As in a recording, nothing follows the first line of an oops,
    /// and the pids of jobs are `PID`.
    func drained() throws -> [TraceEffect] {
        try user.settle()
        var effects: [TraceEffect] = []
        for event in user.drain() {
            switch event {
            case .message(let level, let text):
                if !hasOopsed { effects.append(.message(level: level, text: jobs.withoutPids(text))) }
                if text.hasPrefix("BUG: ") { hasOopsed = true }
            case .uevent(let action, let path, let environment):
                let fields = environment.filter { !Self.leftOut.contains($0.key) }
                    .map { TraceField($0.key, written: $0.value) }
                effects.append(.uevent(action: action, path: path, environment: fields))
            }
        }
        // Messages first, as the log is read first.
        return effects.filter(\.isMessage) + effects.filter { !$0.isMessage }
    }

    /// Parts of a uevent that vary or stand in front of it already.
    private static let leftOut: Set<String> = ["ACTION", "DEVPATH", "SEQNUM", "MAJOR", "MINOR"]
}

extension TraceEffect {
    fileprivate var isMessage: Bool { if case .message = self { true } else { false } }
}

extension TraceOperation {
    /// The line as it came out.
    fileprivate mutating func take(_ answer: Answer) {
        if let name = answer.name { self.name = name }
        fields.removeAll { answer.dropped.contains($0.name) }
        for field in answer.answers { set(field) }
        result = answer.result
        results = answer.results
    }
}
