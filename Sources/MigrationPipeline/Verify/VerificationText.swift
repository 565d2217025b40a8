// SPDX-License-Identifier: Apache-2.0
import Reporting
import Validation

/// A verification for people; short enough for the notes of a patch.
struct VerificationText {
    let text: String

    /// Differences that are shown; the rest is counted.
    static let limit = 10

    init(_ result: VerifyCommand.Result) {
        let verification = result.verification
        var lines = [Self.headline(verification)]
        let counts = verification.counts
        if verification.newLevel == nil {
            lines.append("  \(counts.operations) operations performed")
        } else {
            let share = verification.tolerated.isEmpty ? "" : ", differences of the levels counted as none"
            lines.append("  \(counts.operations) operations performed on both, \(counts.equal) equal\(share)")
        }
        if counts.scenarios > 0 {
            lines.append("  \(counts.scenarios) scenarios made for it, \(counts.sequences) of them at random")
        }
        let notDone = verification.newLevel == nil ? "not tried" : "not compared"
        for text in verification.notCompared { lines.append("  \(notDone): \(text)") }
        if counts.failures > 0 { lines.append("  \(counts.failures) calls failed once each") }
        if counts.schedules > 0 { lines.append("  \(counts.schedules) schedules tried") }
        if let coverage = verification.oldCoverage {
            lines.append("  " + coverage.text(of: verification.newCoverage == nil ? "" : " of the old driver"))
        }
        if let coverage = verification.newCoverage { lines.append("  " + coverage.text(of: " of the new driver")) }
        if !verification.unexecuted.isEmpty {
            lines.append("  changed, but not executed: " + verification.unexecuted.joined(separator: "; "))
        }
        for tolerated in verification.tolerated {
            lines.append("  tolerated \(tolerated.count) times: \(tolerated.title) [\(tolerated.rule)]")
        }
        if let unsupported = verification.unsupported { lines.append("  unsupported: \(unsupported)") }
        for fault in verification.faults { lines += Self.lines(fault, isAlone: verification.newLevel == nil) }
        var shownDifferences = 0
        let groups = verification.differenceGroups
        for group in groups.prefix(Self.limit) {
            lines += Self.lines(group.first)
            if !group.others.isEmpty {
                lines.append("    and the same in \(group.others.count) other run\(group.others.count == 1 ? "" : "s")")
            }
            shownDifferences += 1
        }
        if groups.count > shownDifferences {
            lines.append("  and \(groups.count - shownDifferences) more differences")
        }
        if let replay = Self.replay(verification) { lines.append("  --schedule \(replay) executes that race alone") }
        text = lines.flatMap { NoteLines.wrapped($0) }.joined(separator: "\n") + "\n"
    }

    private static func headline(_ verification: Verification) -> String {
        let levels = verification.newLevel.map { "\(verification.oldLevel) to \($0)" } ?? verification.oldLevel
        let verdict =
            verification.newLevel == nil && verification.verdict == .equivalent
            ? "no fault" : verification.verdict.rawValue
        return "\(verification.driver), \(levels): \(verdict)"
    }

    /// The first race that was found.
    private static func replay(_ verification: Verification) -> String? {
        for cause in verification.differences.map(\.cause) + verification.faults.map(\.cause) {
            if case .schedule(let race, let choices) = cause { return "\(race):\(ScheduleText.text(choices))" }
        }
        return nil
    }

    private static func text(_ cause: Verification.Cause) -> String {
        switch cause {
        case .scenario: ""
        case .failure(let call, let operation): " when \(call) fails in “\(operation)”"
        case .schedule(let race, let choices):
            " in the race \(race):\(ScheduleText.text(choices))"
        }
    }

    /// As findings have it at their end.
    private static func tag(_ rule: String?) -> String { rule.map { " [\($0)]" } ?? "" }

    private static func lines(_ fault: Verification.FaultNote, isAlone: Bool) -> [String] {
        let side =
            switch fault.side {
            case .old: isAlone ? "fault" : "fault of the old driver alone"
            case .new: "fault of the new driver"
            case .both: "fault of both"
            }
        var lines = ["  \(side)\(text(fault.cause)): \(fault.headline)\(tag(fault.rule))"]
        let frames = fault.stack.filter { !$0.hasPrefix("preempted ") }
        lines += frames.prefix(4).map { "      at \($0)" }
        lines += fault.stack.filter { $0.hasPrefix("preempted ") }.map { "      \($0)" }
        if let scenario = fault.scenario { lines.append("      in the scenario “\(scenario)”") }
        if fault.count > 1 { lines.append("      and the same \(fault.count - 1) more times") }
        return lines
    }

    private static func lines(_ difference: Verification.Difference) -> [String] {
        let what = (difference.operation ?? difference.field).map { "“\($0)”" } ?? "at the end"
        let kinds = difference.kinds.joined(separator: ", ")
        var lines: [String]
        if let side = difference.side {
            let driver = side == .new ? "the new driver is" : "the driver is"
            lines = ["  \(driver) not as before\(text(difference.cause)): \(what): \(kinds)\(tag(difference.rule))"]
        } else {
            lines = ["  different\(text(difference.cause)): \(what): \(kinds)\(tag(difference.rule))"]
        }
        lines += difference.old.map { "    - \($0)" } + difference.new.map { "    + \($0)" }
        if difference.following > 0 {
            lines.append("    and \(difference.following) operation\(difference.following == 1 ? "" : "s") behind it")
        }
        if let scenario = difference.scenario { lines.append("      in the scenario “\(scenario)”") }
        if difference.count > 1 { lines.append("      and the same \(difference.count - 1) more times") }
        return lines
    }
}
