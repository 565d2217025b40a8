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
        if counts.failures > 0 { lines.append("  \(counts.failures) calls failed once each") }
        if counts.schedules > 0 { lines.append("  \(counts.schedules) schedules tried") }
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
        text = lines.flatMap { NoteLines.wrapped($0) }.joined(separator: "\n") + "\n"
    }

    private static func headline(_ verification: Verification) -> String {
        let levels = verification.newLevel.map { "\(verification.oldLevel) to \($0)" } ?? verification.oldLevel
        let verdict =
            verification.newLevel == nil && verification.verdict == .equivalent
            ? "no fault" : verification.verdict.rawValue
        return "\(verification.driver), \(levels): \(verdict)"
    }

    private static func text(_ cause: Verification.Cause) -> String {
        switch cause {
        case .scenario: ""
        case .failure(let call, let operation): " when \(call) fails in “\(operation)”"
        case .schedule(let race, let choices):
            " in \(race), schedule \(choices.map(String.init).joined(separator: ","))"
        }
    }

    private static func lines(_ fault: Verification.FaultNote, isAlone: Bool) -> [String] {
        let side =
            switch fault.side {
            case .old: isAlone ? "fault" : "fault of the old driver alone"
            case .new: "fault of the new driver"
            case .both: "fault of both"
            }
        var lines = ["  \(side)\(text(fault.cause)): \(fault.headline)"]
        lines += fault.stack.prefix(4).map { "      at \($0)" }
        if fault.count > 1 { lines.append("      and the same \(fault.count - 1) more times") }
        return lines
    }

    private static func lines(_ difference: Verification.Difference) -> [String] {
        let what = difference.operation.map { "“\($0)”" } ?? "at the end"
        let kinds = difference.kinds.joined(separator: ", ")
        var lines: [String]
        if let side = difference.side {
            let driver = side == .new ? "the new driver is" : "the driver is"
            lines = ["  \(driver) not as before\(text(difference.cause)): \(what): \(kinds)"]
        } else {
            lines = ["  different\(text(difference.cause)): \(what): \(kinds)"]
        }
        lines += difference.old.map { "    - \($0)" } + difference.new.map { "    + \($0)" }
        if difference.following > 0 {
            lines.append("    and \(difference.following) operation\(difference.following == 1 ? "" : "s") behind it")
        }
        return lines
    }
}
