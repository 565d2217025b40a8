// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The findings that a project has agreed to live with for now, as a text that is kept with its sources.
///
/// A header line, then one finding a line: path, rule, subject, ordinal and the text of the source line, separated by
/// tabs and sorted. In a field, `\t`, `\n`, `\r` and `\\` stand for what they say, `\#` for a `#` at its beginning.
public struct Baseline: Sendable, Hashable {
    /// Sorted, none twice.
    public let entries: [Fingerprint]

    static let header = "# mdevport baseline 1"

    public init(findings: [Finding], sources: [String: SourceFile]) {
        entries = Set(Fingerprint.of(findings, sources: sources)).sorted()
    }

    /// Reads what `text` wrote; the order of the lines is free, comments and empty lines are skipped.
    public init(parsing text: String, path: String) throws(BaselineError) {
        var firstLines: [Fingerprint: Int] = [:]
        // Lines are split as UTF-8: as characters, "\r\n" is not a "\n".
        for (index, bytes) in text.utf8.split(separator: .newline, omittingEmptySubsequences: false).enumerated() {
            let line = String(Substring(bytes.last == .carriageReturn ? bytes.dropLast() : bytes))
            let place = (path: path, line: index + 1)
            if index == 0 {
                try Self.check(header: line, at: place)
            } else if !line.isEmpty, !line.hasPrefix("#") {
                let entry = try Self.entry(line, at: place)
                if let first = firstLines.updateValue(place.line, forKey: entry) {
                    throw BaselineError(path: path, line: place.line, problem: "the same entry as line \(first)")
                }
            }
        }
        entries = firstLines.keys.sorted()
    }

    /// The text of the file.
    public var text: String {
        var lines = [
            Self.header,
            "# Known findings, not reported. Fields: path, rule, subject, number among equals, source line.",
        ]
        lines += entries.map { entry in
            [entry.path, entry.rule.rawValue, entry.subject, String(entry.ordinal), entry.text]
                .map(Self.escaped).joined(separator: "\t")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Sorts findings into new ones and known ones, and counts the entries that no finding has any more.
    /// - Parameter analysed: the paths that were looked at, when not everything was: only their entries can be gone.
    public func split(
        _ findings: [Finding], sources: [String: SourceFile], analysed: Set<String>? = nil
    ) -> (new: [Finding], known: [Finding], gone: Int) {
        var left = Set(entries)
        var new: [Finding] = []
        var known: [Finding] = []
        for (finding, fingerprint) in zip(findings, Fingerprint.of(findings, sources: sources)) {
            if left.remove(fingerprint) != nil { known.append(finding) } else { new.append(finding) }
        }
        let gone = left.count { analysed?.contains($0.path) ?? true }
        return (new, known, gone)
    }

    private static func check(header line: String, at place: (path: String, line: Int)) throws(BaselineError) {
        guard line != header else { return }
        let problem =
            line.hasPrefix("# mdevport baseline ")
            ? "written in another version of the format; this tool reads version 1, so write the baseline again"
            : "not a baseline: the first line is not \"\(header)\""
        throw BaselineError(path: place.path, line: place.line, problem: problem)
    }

    private static func entry(
        _ line: String, at place: (path: String, line: Int)
    ) throws(BaselineError) -> Fingerprint {
        let fields = line.utf8.split(separator: .tab, omittingEmptySubsequences: false).map { String(Substring($0)) }
        func failure(_ problem: String) -> BaselineError {
            BaselineError(path: place.path, line: place.line, problem: problem)
        }
        guard fields.count == 5 else {
            let isMarker = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains { line.hasPrefix($0) }
            throw failure(
                isMarker
                    ? "a merge conflict is left in the file; take both sides or write the baseline again"
                    : "\(fields.count) field\(fields.count == 1 ? "" : "s") instead of 5 (separated by tabs)")
        }
        guard let ordinal = Int(fields[3]), ordinal > 0 else {
            throw failure("the fourth field, \"\(fields[3])\", is not a number above 0")
        }
        var texts: [String] = []
        for (index, field) in fields.enumerated() {
            guard let text = unescaped(field) else { throw failure("field \(index + 1) has an unknown \\ escape") }
            texts.append(text)
        }
        guard !texts[0].isEmpty, !texts[1].isEmpty else { throw failure("an empty path or rule") }
        return Fingerprint(
            path: texts[0], rule: RuleID(texts[1]), subject: texts[2], text: texts[4], ordinal: ordinal)
    }

    private static func escaped(_ field: String) -> String {
        var result = field.hasPrefix("#") ? "\\" : ""
        for scalar in field.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func unescaped(_ field: String) -> String? {
        var result = String.UnicodeScalarView()
        var scalars = field.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\" else {
                result.append(scalar)
                continue
            }
            switch scalars.next() {
            case "\\": result.append("\\")
            case "#": result.append("#")
            case "t": result.append("\t")
            case "n": result.append("\n")
            case "r": result.append("\r")
            default: return nil
            }
        }
        return String(result)
    }
}

/// A baseline that cannot be read.
public struct BaselineError: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String
    public let line: Int
    public let problem: String

    public var description: String { "\(path):\(line): \(problem)" }
}
