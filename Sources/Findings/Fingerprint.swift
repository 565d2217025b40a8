// SPDX-License-Identifier: Apache-2.0
import SourceText

/// What makes a finding the same finding after edits elsewhere in its file: no line number, but the text of the line.
public struct Fingerprint: Sendable, Hashable, Comparable {
    public var path: String
    public var rule: RuleID
    public var subject: String
    /// The line on which the finding begins, white space collapsed; empty when the text of the file is not at hand.
    public var text: String
    /// Number (from 1) among the findings of the file that are equal in everything else.
    public var ordinal: Int

    public init(path: String, rule: RuleID, subject: String, text: String, ordinal: Int) {
        self.path = path
        self.rule = rule
        self.subject = subject
        self.text = text
        self.ordinal = ordinal
    }

    /// The fingerprints of findings, in the order of the findings.
    public static func of(_ findings: [Finding], sources: [String: SourceFile]) -> [Fingerprint] {
        var result = findings.map { finding in
            Fingerprint(
                path: finding.path, rule: finding.rule, subject: finding.subject,
                text: sources[finding.path]?.normalisedLine(finding.start.line) ?? "", ordinal: 1)
        }
        var seen: [Fingerprint: Int] = [:]
        // Equal ones are numbered by their place, however the findings are ordered.
        for index in findings.indices.sorted(by: { Finding.inOrder(findings[$0], findings[$1]) }) {
            seen[result[index], default: 0] += 1
            result[index].ordinal = seen[result[index], default: 1]
        }
        return result
    }

    /// A short digest of everything but the path: 16 hexadecimal digits (FNV-1a), the same on every machine.
    public var digest: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for field in [rule.rawValue, subject, text, String(ordinal)] {
            for byte in Array(field.utf8) + [0x1f] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// By path, rule, subject, text and ordinal, texts compared as bytes.
    public static func < (a: Fingerprint, b: Fingerprint) -> Bool {
        let pairs = [(a.path, b.path), (a.rule.rawValue, b.rule.rawValue), (a.subject, b.subject), (a.text, b.text)]
        for (a, b) in pairs where !a.utf8.elementsEqual(b.utf8) { return a.utf8.lexicographicallyPrecedes(b.utf8) }
        return a.ordinal < b.ordinal
    }
}

extension SourceFile {
    /// A line (from 1) with every run of white space as one blank, and none at its ends.
    func normalisedLine(_ line: Int) -> String {
        guard line >= 1, line <= lineStarts.count else { return "" }
        let start = lineStarts[line - 1]
        let words = bytes[start..<endOfLine(at: start)].split(whereSeparator: \.isSpace)
        return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
}
