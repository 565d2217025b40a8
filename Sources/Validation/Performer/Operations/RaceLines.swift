// SPDX-License-Identifier: Apache-2.0

/// Operations beside each other; rules at `Races`.
extension Operations {
    static let races: [String: OperationRule] = [
        "race_start": OperationRule { performer, line in
            var schedule: [Int] = []
            if line.has("schedule") {
                let text = try performer.text("schedule", of: line)
                guard let choices = ScheduleText.choices(text) else {
                    throw performer.problem("\"schedule=\(text)\" is none: numbers with commas between, like 0,1,0")
                }
                schedule = choices
            }
            let lines = try performer.raceLines(line)
            guard !lines.isEmpty else { throw performer.problem("a race has tasks: a=, b= and so on") }
            for (name, line) in lines { try performer.startRaceTask(name, line) }
            performer.races.choices = try performer.user.race(schedule)
            try performer.joinRaceTasks()
            performer.pendingFault = performer.takeRaceFault()
            var answer = Answer(0)
            answer.dropped = ["schedule"]
            let taken = ScheduleText.trimmed(performer.races.choices.map(\.taken))
            if !taken.isEmpty { answer.answers = [TraceField("schedule", written: ScheduleText.text(taken))] }
            return answer
        },
        "race_end": OperationRule { performer, line in try performer.raceState(line) },
        "race_blocked": OperationRule { performer, line in try performer.raceState(line) },
    ]
}

extension Performer {
    fileprivate func raceLines(_ line: TraceOperation) throws -> [(String, TraceOperation)] {
        try Races.names.compactMap { name in
            guard line.has(name) else { return nil }
            if races[name].map({ $0.handle.state != .ended }) ?? false {
                throw problem("task \"\(name)\" of the last race has not ended")
            }
            return (name, try TraceOperation(parsing: try text(name, of: line), file: file, line: step.line))
        }
    }

    fileprivate func raceState(_ line: TraceOperation) throws -> Answer? {
        let name = try text("task", of: line)
        guard let task = races[name] else { throw problem("no task \"\(name)\" was started") }
        if task.hasEnded { return nil }
        try user.settle()
        try joinRaceTasks()
        guard task.handle.state == .ended else {
            var answer = Answer(0)
            answer.name = "race_blocked"
            answer.answers = [TraceField("state", written: task.handle.state == .interruptible ? "S" : "D")]
            return answer
        }
        races[name]?.hasEnded = true
        pendingFault = takeRaceFault()
        let own = task.outcome.answer
        var answer = Answer(own?.result ?? .killed, results: (own?.answers ?? []) + (own?.results ?? []))
        answer.nodes = own?.nodes ?? []
        answer.name = "race_end"
        answer.dropped = ["state"]
        return answer
    }
}
