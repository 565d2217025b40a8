// SPDX-License-Identifier: Apache-2.0
import SourceText

extension RuleID {
    /// A suppression that covers no finding.
    public static let unusedSuppression = RuleID("unused-suppression")
    /// A suppression without a reason, with an unknown rule, or not understood.
    public static let badSuppression = RuleID("bad-suppression")
}

/// A finding that a comment in the source declares to be all right, and the reason that it gives.
public struct SuppressedFinding: Sendable, Hashable {
    public var finding: Finding
    public var reason: String

    public init(finding: Finding, reason: String) {
        self.finding = finding
        self.reason = reason
    }
}

/// What the suppressions of one file made of its findings.
public struct SuppressionOutcome: Sendable, Hashable {
    public var kept: [Finding]
    public var suppressed: [SuppressedFinding]
    /// What is wrong with the suppressions themselves.
    public var complaints: [Finding]
}

/// The suppression comments of one file: `/* mdevport: allow(M-16) reason */`, `// mdevport: allow(M-16, M-17) reason`,
/// and `# …` in Kconfig files and makefiles.
///
/// Such a comment covers the findings that begin on its line. On a line of its own it covers the next line of code. A
/// suppression without a reason works, and is complained about, so that one place does not give two findings.
public struct Suppressions: Sendable {
    public let file: SourceFile
    public let comments: [SuppressionComment]
    private let malformed: [(range: SourceRange, at: Int)]

    /// - Parameter comments: where the file's comments are, in its order, when a parser already knows.
    public init(in file: SourceFile, comments known: [SourceRange]? = nil) {
        self.file = file
        guard file.mentionsTool else {
            comments = []
            malformed = []
            return
        }
        let ranges = known ?? CommentStyle(path: file.path).comments(in: file.bytes)
        let codeLines = file.codeLines(outside: ranges)
        var found: [SuppressionComment] = []
        var bad: [(SourceRange, Int)] = []
        for range in ranges {
            var parser = SuppressionCommentParser(bytes: file.bytes, range: range)
            switch parser.parse() {
            case nil: continue
            case .malformed(let range, let at): bad.append((range, at))
            case .suppression(var comment):
                let first = file.line(at: range.start)
                let last = file.line(at: max(range.start, range.end - 1))
                comment.sharesLine = codeLines.contains(first) || codeLines.contains(last)
                let next = codeLines.first { $0 > last }
                comment.lines = comment.sharesLine ? first...last : next.map { $0...$0 }
                found.append(comment)
            }
        }
        comments = found
        malformed = bad
    }

    /// Sorts findings into kept and suppressed ones, and adds what is wrong with the suppressions. Findings of other
    /// files are kept.
    /// - Parameters:
    ///   - knownRules: every rule that exists.
    ///   - ran: the rules that were looked for, when these are not all: only of them a suppression can be unused.
    public func apply(
        to findings: [Finding], knownRules: Set<RuleID>, ran: Set<RuleID>? = nil
    ) -> SuppressionOutcome {
        var outcome = SuppressionOutcome(kept: [], suppressed: [], complaints: [])
        var used: Set<SourceRange> = []
        for finding in findings {
            var reason: String?
            for comment in comments where finding.path == file.path && comment.covers(finding.start.line) {
                for name in comment.names where name.rule == finding.rule {
                    used.insert(name.range)
                    reason = reason ?? comment.reason
                }
            }
            if let reason {
                outcome.suppressed.append(SuppressedFinding(finding: finding, reason: reason))
            } else {
                outcome.kept.append(finding)
            }
        }
        for comment in comments {
            let unused = comment.names.filter { name in
                !used.contains(name.range) && knownRules.contains(name.rule) && ran?.contains(name.rule) ?? true
            }
            outcome.complaints += unused.map { complaintAboutUnused($0, of: comment, all: unused) }
            outcome.complaints += complaintsAboutWriting(of: comment, knownRules: knownRules)
        }
        outcome.complaints += malformed.map { bad in
            complaint(
                .badSuppression, SourceRange(bad.at, bad.at + 1), subject: "mdevport:",
                message: "a comment that begins with \"mdevport:\" is not understood from here on",
                advice: "write: mdevport: allow(RULE, …) reason")
        }
        outcome.complaints.sort(by: Finding.inOrder)
        return outcome
    }

    private func complaintsAboutWriting(of comment: SuppressionComment, knownRules: Set<RuleID>) -> [Finding] {
        var complaints: [Finding] = []
        for name in comment.names where !knownRules.contains(name.rule) {
            complaints.append(
                complaint(
                    .badSuppression, name.range, subject: name.rule.rawValue,
                    message: "a suppression names the rule \(name.rule), which does not exist",
                    advice: "\"mdevport rules\" lists the rules"))
        }
        if comment.reason.isEmpty {
            let subject = comment.names.map(\.rule.rawValue).joined(separator: ", ")
            complaints.append(
                complaint(
                    .badSuppression, comment.range, subject: subject,
                    message: "a suppression of \(subject) gives no reason",
                    advice: "say behind allow(…) why the code is right as it is"))
        }
        return complaints
    }

    private func complaintAboutUnused(
        _ name: SuppressionComment.Name, of comment: SuppressionComment, all unused: [SuppressionComment.Name]
    ) -> Finding {
        var finding = complaint(
            .unusedSuppression, name.range, subject: name.rule.rawValue,
            message: "the suppression of \(name.rule) covers no finding",
            advice: "remove it, or put it on the line of the finding or the line before")
        // One edit for all unused names of a comment, so that the fixes of two of them do not collide.
        let left = comment.names.filter { name in !unused.contains(name) }.map(\.rule.rawValue)
        let edit =
            left.isEmpty
            ? TextEdit.delete(rangeToDelete(for: comment))
            : TextEdit(comment.list, left.joined(separator: ", "))
        finding.fixes = [Fix(title: "remove the suppression", edits: [file.path: [edit]])]
        return finding
    }

    /// The comment with the blanks before it, and with its whole lines when nothing else stands there.
    private func rangeToDelete(for comment: SuppressionComment) -> SourceRange {
        var start = comment.range.start
        let lineStart = file.startOfLine(at: start)
        while start > lineStart, file.bytes[start - 1].isSpace { start -= 1 }
        let lineEnd = file.endOfLine(at: max(comment.range.start, comment.range.end - 1))
        let behind = file.bytes[comment.range.end..<lineEnd]
        if start == lineStart, behind.allSatisfy(\.isSpace) { return SourceRange(lineStart, lineEnd) }
        return SourceRange(start == lineStart ? comment.range.start : start, comment.range.end)
    }

    private func complaint(
        _ rule: RuleID, _ range: SourceRange, subject: String, message: String, advice: String
    ) -> Finding {
        let end = min(range.end, file.bytes.count)
        return Finding(
            rule: rule, severity: .warning, path: file.path, range: SourceRange(range.start, end),
            start: file.position(of: range.start), end: file.position(of: end), message: message, advice: advice,
            subject: subject)
    }
}

extension SuppressionComment {
    func covers(_ line: Int) -> Bool { lines?.contains(line) ?? false }
}

extension SourceFile {
    /// Whether the words that begin every suppression occur at all; almost no file has them.
    fileprivate var mentionsTool: Bool {
        let word = Array("mdevport:".utf8)
        return bytes.withUnsafeBufferPointer { text in
            var at = 0
            while at + word.count <= text.count {
                if text[at] == word[0], (1..<word.count).allSatisfy({ text[at + $0] == word[$0] }) { return true }
                at += 1
            }
            return false
        }
    }
}
