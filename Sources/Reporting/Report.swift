// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText

/// What reports say about a rule.
public struct RuleDescription: Sendable, Hashable {
    public var id: RuleID
    /// A short name in one word, such as `MdevParentOps`.
    public var name: String
    /// One line.
    public var title: String
    /// What a finding of the rule says.
    public var message: String
    /// Why it matters; may have several paragraphs.
    public var rationale: String
    /// What to do.
    public var advice: String
    public var severity: Severity

    public init(
        id: RuleID, name: String, title: String, message: String, rationale: String, advice: String,
        severity: Severity
    ) {
        self.id = id
        self.name = name
        self.title = title
        self.message = message
        self.rationale = rationale
        self.advice = advice
        self.severity = severity
    }

    /// The rules that every run has: those about suppressions.
    public static var builtIn: [RuleDescription] {
        [
            RuleDescription(
                id: .unusedSuppression, name: "UnusedSuppression", title: "a suppression that covers no finding",
                message: "the suppression covers no finding",
                rationale:
                    "What it allowed is gone, or it stands on the wrong line; left there, it would hide the next "
                    + "finding without anybody having decided so.",
                advice: "remove it, or put it on the line of the finding or the line before", severity: .warning),
            RuleDescription(
                id: .badSuppression, name: "BadSuppression",
                title: "a suppression without a reason, or one that is not understood",
                message: "the suppression is not complete",
                rationale: "A suppression is a decision; the next reader needs its reason, and a misspelt one decides "
                    + "nothing.",
                advice: "write: mdevport: allow(RULE, …) reason", severity: .warning),
        ]
    }
}

/// What a run found, as every format takes it.
public struct Report: Sendable {
    public var toolVersion: String
    /// Where the tool lives on the web, when known.
    public var informationURI: String?
    public var rules: [RuleDescription]
    /// What is reported, sorted by path and place.
    public let findings: [Finding]
    /// What comments in the sources allow.
    public let suppressed: [SuppressedFinding]
    /// How many findings the baseline knew; they are not among `findings`.
    public var knownCount: Int
    /// How many entries of the baseline have no finding any more.
    public var goneCount: Int
    /// What the tool has to say about its own work, such as a file that it could not parse.
    public var notes: [String]
    /// Whether the run did all it was asked to do.
    public var isComplete: Bool
    /// The texts of the files, by the paths that the findings have.
    public var sources: [String: SourceFile]

    public init(
        toolVersion: String, informationURI: String? = nil, rules: [RuleDescription], findings: [Finding],
        suppressed: [SuppressedFinding] = [], knownCount: Int = 0, goneCount: Int = 0, notes: [String] = [],
        isComplete: Bool = true, sources: [String: SourceFile]
    ) {
        self.toolVersion = toolVersion
        self.informationURI = informationURI
        self.rules = rules
        self.findings = findings.sorted(by: Finding.inOrder)
        self.suppressed = suppressed.sorted { Finding.inOrder($0.finding, $1.finding) }
        self.knownCount = knownCount
        self.goneCount = goneCount
        self.notes = notes
        self.isComplete = isComplete
        self.sources = sources
    }

    public func count(of severity: Severity) -> Int { findings.count { $0.severity == severity } }

    /// The counts in one line.
    public var summary: String {
        var parts: [String] = []
        let severities: [(Severity, String)] = [(.error, "error"), (.warning, "warning"), (.note, "note")]
        let counts = severities.map { (count(of: $0.0), $0.1) }.filter { $0.0 > 0 }
        let bySeverity = counts.map { Self.number($0.0, $0.1) }.joined(separator: ", ")
        parts.append(findings.isEmpty ? "no findings" : "\(Self.number(findings.count, "finding")): \(bySeverity)")
        if !suppressed.isEmpty { parts.append("\(suppressed.count) suppressed") }
        if knownCount > 0 { parts.append("\(knownCount) known from the baseline") }
        if goneCount > 0 {
            parts.append("\(goneCount) baseline \(goneCount == 1 ? "entry" : "entries") without a finding")
        }
        if !isComplete { parts.append("not everything could be looked at") }
        return parts.joined(separator: "; ")
    }

    private static func number(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension Finding {
    /// The message, and in words how sure it is when the place was not parsed.
    var messageWithEvidence: String {
        switch evidence {
        case .parsed, .text: message
        case .inactive: "\(message) (in an inactive #if branch)"
        case .unparsed: "\(message) (in text that did not parse)"
        }
    }
}

/// The formats of reports.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    case text, json, sarif, github

    /// The whole report.
    /// - Parameter colours: only for text, and only when it goes to a terminal.
    public func render(_ report: Report, colours: Bool = false) -> String {
        switch self {
        case .text: TextReport(colours: colours).text(of: report)
        case .json: JSONReport().text(of: report)
        case .sarif: SARIFReport().text(of: report)
        case .github: GitHubReport().text(of: report)
        }
    }
}
