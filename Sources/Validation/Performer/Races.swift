// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// Operations that run beside each other, each in a thread of the process.
///
/// 1. `race_start` starts its tasks, `a=`, `b=` and so on, each an operation line in quotes, and lets them run until each
///    has ended or is blocked. Which of them goes on at each point at which more than one could, says `schedule=`: 0 is
///    whoever runs already, else by their order; behind its end it is 0. What they cause stands under this line.
/// 2. `race_end` and `race_blocked` are one operation, the state of a task, as with jobs. The result is the operation's
///    own, its answers stand behind it.
/// 3. The tasks share the files of the process as they were when the race began; what a task opened has a name for
///    others when it has ended, in the order of the tasks. Buffers are each task's own.
struct Races {
    /// What an operation leaves behind.
    final class Outcome {
        var answer: Answer?
        var fault: (any Error)?
        /// The line made no sense.
        var problem: TraceError?
    }

    struct Task {
        var name: String
        var handle: any UserJob
        var performer: Performer
        /// As they were when the race began.
        var files: OpenFiles
        var outcome: Outcome
        /// Its files are known to the others.
        var isJoined = false
        var hasEnded = false
    }

    private(set) var tasks: [String: Task] = [:]
    /// The choices of the last race.
    var choices: [RaceChoice] = []

    subscript(_ name: String) -> Task? {
        get { tasks[name] }
        set { tasks[name] = newValue }
    }

    static let names = ["a", "b", "c", "d"]
    /// Operations that need other lines around them.
    static let excluded: Set<String> = [
        "race_start", "race_end", "race_blocked", "job_start", "job_signal", "job_end", "job_blocked", "writer", "mmap",
        "mapped", "mapped_write", "partial", "write_part", "write_stale", "read_stale",
    ]
}

extension Performer {
    /// The choices of the last race, for who looks for others.
    public var raceChoices: [RaceChoice] { races.choices }

    /// Names of what is open, in the order in which a user closes them.
    public var openNames: [String] {
        files.names.sorted { (Self.closingRank($0), $0) < (Self.closingRank($1), $1) }
    }

    private static func closingRank(_ name: String) -> Int {
        ["file", "device", "group", "container"].firstIndex(of: OpenFiles.kind(of: name) ?? "") ?? 0
    }

    /// Tasks of races that have not ended.
    public var raceTasksLeft: [String] {
        races.tasks.filter { $0.value.handle.state != .ended }.keys.sorted()
    }

    func startRaceTask(_ name: String, _ line: TraceOperation) throws {
        guard let rule = Operations.all[line.name], !Races.excluded.contains(line.name) else {
            throw problem("\"\(line.name)\" is no operation that can run in a race")
        }
        let outcome = Races.Outcome()
        let child = Performer(user, file: file, afterFault: afterFault)
        child.files = files
        child.subject = subject
        child.positions = positions
        let step = Scenario.Step(.operation(line), line: step.line)
        let handle = try user.startThread("\(name): \(line.name)") { user in
            do {
                outcome.answer = try child.perform(rule, line, step, in: user)
            } catch let error as TraceError {
                outcome.problem = error
            } catch {
                outcome.answer = Answer(.killed)
                outcome.fault = error
                user.died(of: error)
                throw error
            }
        }
        jobs.add(pid: handle.pid)
        races[name] = Races.Task(name: name, handle: handle, performer: child, files: files, outcome: outcome)
    }

    private func perform(
        _ rule: OperationRule, _ line: TraceOperation, _ step: Scenario.Step, in thread: any UserSpace
    ) throws -> Answer? {
        user = thread
        self.step = step
        do {
            return try rule.perform(self, line)
        } catch let error as any SystemCallError {
            // What the operation needs.
            return Answer(TraceResult(error))
        }
    }

    /// Takes over what a task that has ended did to the files of the process.
    func joinRaceTasks() throws {
        for name in Races.names {
            guard let task = races[name], !task.isJoined, task.handle.state == .ended else { continue }
            races[name]?.isJoined = true
            if let problem = task.outcome.problem { throw problem }
            files.take(task.performer.files, since: task.files)
            subject.take(task.performer.subject)
        }
    }

    /// The first fault that ended a task and was not told yet.
    func takeRaceFault() -> (any Error)? {
        for name in Races.names {
            guard let outcome = races[name]?.outcome, let fault = outcome.fault else { continue }
            outcome.fault = nil
            return fault
        }
        return nil
    }
}
