// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Name of a rule, such as `M-16`: the code of `Rules/M-16.yaml`.
public struct RuleID: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ text: String) { rawValue = text }
    public init(stringLiteral value: String) { rawValue = value }

    public var description: String { rawValue }
    public static func < (a: RuleID, b: RuleID) -> Bool { a.rawValue < b.rawValue }
}

public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case note, warning, error

    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// How sure a finding is of what it saw.
public enum Evidence: String, Sendable, Hashable {
    /// Seen in the syntax tree of a parsed file.
    case parsed
    /// Seen as words of code in a branch that the preprocessor left out.
    case inactive
    /// Seen as words of code in a place that the parser could not make sense of.
    case unparsed
    /// Seen in a file that is not C: Kconfig, Makefile, configuration, documentation.
    case text
}

/// A change that mends a finding: edits by file.
public struct Fix: Sendable, Hashable {
    public var title: String
    public var edits: [String: [TextEdit]]

    public init(title: String, edits: [String: [TextEdit]]) {
        self.title = title
        self.edits = edits
    }
}

/// One thing that a rule has to say about one place.
public struct Finding: Sendable, Hashable {
    public var rule: RuleID
    public var severity: Severity
    /// Path as it is shown: relative to where the command was started when it lies below.
    public var path: String
    public var range: SourceRange
    public var start: LineColumn
    public var end: LineColumn
    /// What is wrong here.
    public var message: String
    /// What to do about it.
    public var advice: String
    /// The name that was found (a function, member, type or symbol); stable under edits elsewhere in the file.
    public var subject: String
    public var evidence: Evidence
    public var fixes: [Fix]

    public init(
        rule: RuleID, severity: Severity, path: String, range: SourceRange, start: LineColumn, end: LineColumn,
        message: String, advice: String, subject: String, evidence: Evidence = .parsed, fixes: [Fix] = []
    ) {
        self.rule = rule
        self.severity = severity
        self.path = path
        self.range = range
        self.start = start
        self.end = end
        self.message = message
        self.advice = advice
        self.subject = subject
        self.evidence = evidence
        self.fixes = fixes
    }

    /// The order of reports: path, place, rule, subject.
    public static func inOrder(_ a: Finding, _ b: Finding) -> Bool {
        if a.path != b.path { return a.path < b.path }
        if a.range != b.range { return a.range < b.range }
        if a.rule != b.rule { return a.rule < b.rule }
        return (a.subject, a.message) < (b.subject, b.message)
    }
}
