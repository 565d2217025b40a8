// SPDX-License-Identifier: Apache-2.0
import Validation

/// A race under one schedule, on all sides, with all that it printed.
struct RaceReplay: Sendable {
    let name: String
    let choices: [Int]

    /// `RACE:0,1,0`, or a name alone: one task after the other.
    init(_ text: String) throws(InputError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        choices = parts.count > 1 ? try ScenarioCommand.schedule(String(parts[1])) : []
    }

    /// - Returns: the traces, and whether something was wrong.
    func perform(_ subject: VerifySubject, parameters: String, shown: @escaping (String) -> String) throws(InputError)
        -> (text: String, isFault: Bool)
    {
        let base = try Executor(image: subject.old).performDefault(parameters: parameters).whole
        let plans = RacePlans(base).list
        guard let plan = plans.first(where: { $0.name == name }) else {
            let names = plans.map(\.name).joined(separator: ", ")
            throw InputError("--schedule \(name): \(subject.name) has no such race; it has \(names)")
        }
        var text = ""
        var isFault = false
        var isPossible = false
        for (side, image) in [("old", subject.old), ("new", subject.new)] {
            guard let image else { continue }
            let run = try RaceRunner(image: image, plan: plan).perform(choices)
            let label = subject.new == nil ? "" : "\(side), "
            text += "# \(subject.name), \(label)\(image.level.releaseName), \(name)\n\(shown("\(run.trace)"))"
            isPossible = isPossible || run.taken.starts(with: ScheduleText.trimmed(choices))
            if let finding = run.finding {
                isFault = true
                text += "! \(shown(finding.headline))\n"
                for frame in finding.stack { text += "!   at \(frame.function) (\(shown("\(frame.position)")))\n" }
            } else if run.unsupported == nil {
                let search = RaceSearch(plans: [plan], old: image, new: nil)
                let tree = try search.tree(around: run, choices)
                if tree.anomalies.contains(where: { $0.value == run.outcome }) {
                    isFault = true
                    let judge = RaceJudge(plans: [plan], trees: [:], tolerances: .none, shown: shown)
                    text += "! race: \(judge.text(of: run.outcome, tree))\n"
                }
            }
            for frame in run.preemptions {
                text += "! preempted in \(frame.function) (\(shown("\(frame.position)")))\n"
            }
            if let unsupported = run.unsupported { text += "! unsupported: \(shown(unsupported.what))\n" }
            for left in run.outcome.left { text += "! left: \(shown(left))\n" }
        }
        guard isPossible else {
            throw InputError(
                "--schedule \(name):\(choices.map(String.init).joined(separator: ",")): the race has no such schedule; "
                    + "verify prints those that show something")
        }
        return (text, isFault)
    }
}
