// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MigrationRules
import Reporting
import RuleMatching
import SourceText

/// What a run found on its way to the user. Paths are absolute up to the end.
struct LintReport {
    private let settings: LintSettings
    private let rules: RuleSet
    private let active: ActiveRules
    private let outcome: LintRunOutcome
    private(set) var findings: [Finding]
    private var suppressed: [SuppressedFinding] = []
    private var knownCount = 0
    private var goneCount = 0

    init(settings: LintSettings, rules: RuleSet, active: ActiveRules, outcome: LintRunOutcome) {
        self.settings = settings
        self.rules = rules
        self.active = active
        self.outcome = outcome
        findings = outcome.findings
    }

    var sources: [String: SourceFile] {
        Dictionary(outcome.files.map { ($0.source.path, $0.source) }) { first, _ in first }
    }

    mutating func applySuppressions() {
        let known = Set(rules.rules.map(\.id))
        let byPath = Dictionary(grouping: outcome.findings, by: \.path)
        findings = []
        for file in outcome.files {
            let result = Suppressions(in: file.source, comments: file.comments).apply(
                to: byPath[file.source.path] ?? [], knownRules: known, ran: active.ids)
            findings += result.kept + result.complaints
            suppressed += result.suppressed
        }
    }

    mutating func apply(_ baseline: BaselineFile, roots: [String]) {
        (findings, knownCount, goneCount) = baseline.split(findings, sources: sources, roots: roots)
    }

    mutating func keep(_ lines: ChangedLines) { findings = lines.filter(findings) }

    func output() -> CommandOutput {
        let input = settings.input
        let used = Dictionary(uniqueKeysWithValues: sources.map { (input.shown($0.key), $0.value) })
        let report = Report(
            toolVersion: ToolVersion.text, rules: descriptions, findings: withFixes.map(shown),
            suppressed: suppressed.map { SuppressedFinding(finding: shown($0.finding), reason: $0.reason) },
            knownCount: knownCount, goneCount: goneCount, notes: outcome.notes, isComplete: outcome.isComplete,
            sources: used)
        let status: Int32 = outcome.isComplete ? (findings.isEmpty ? 0 : 1) : 2
        let text = settings.format.render(report, colours: settings.usesColours && settings.format == .text)
        return CommandOutput(text, exitStatus: status)
    }

    /// The findings; those in code carry the change that mends the file, as each of them is mended by it.
    private var withFixes: [Finding] {
        let provide = settings.fixes ?? Self.conversions(settings, active.target)
        guard let provide else { return findings }
        var known: [String: [Fix]] = [:]
        return findings.map { finding in
            // A conversion mends no fault of a driver that has the new API already.
            guard finding.evidence == .parsed, rules[finding.rule]?.fault == nil else { return finding }
            let fixes = known[finding.path] ?? provide(finding.path)
            known[finding.path] = fixes
            var finding = finding
            finding.fixes += fixes
            return finding
        }
    }

    /// Working a conversion out takes a full parse: only for the format that can carry it.
    private static func conversions(_ settings: LintSettings, _ target: KernelLevel) -> FixProvider? {
        guard settings.format == .sarif else { return nil }
        let conversions = ConversionFixes(input: settings.input, target: target)
        return { conversions.fixes(for: $0) }
    }

    private func shown(_ finding: Finding) -> Finding {
        var finding = finding
        finding.path = settings.input.shown(finding.path)
        finding.fixes = finding.fixes.map { fix in
            let edits = fix.edits.map { (settings.input.shown($0.key), $0.value) }
            return Fix(title: fix.title, edits: Dictionary(uniqueKeysWithValues: edits))
        }
        return finding
    }

    private var descriptions: [RuleDescription] {
        let own = rules.rules.filter { active.ids.contains($0.id) }.map { rule in
            RuleDescription(
                id: rule.id, name: rule.name.split(separator: "-").map(\.capitalized).joined(), title: rule.title,
                message: rule.message.filled(name: "NAME", target: active.target), rationale: rule.rationale,
                advice: rule.advice.filled(name: "NAME", target: active.target), severity: rule.severity)
        }
        return own + RuleDescription.builtIn
    }
}

extension Substring {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
