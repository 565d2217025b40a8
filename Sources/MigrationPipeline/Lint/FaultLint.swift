// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import FaultAnalysis
import Findings
import KernelHeaders
import KernelLevels
import MdevUsage
import MigrationRules
import SourceText
import TreeSearch

/// The faults of drivers that have the new API. These drivers are parsed in full and at their own level: what they do
/// on their failing paths is asked for, not what words they use.
struct FaultLint: Sendable {
    /// A driver of the new API has one of these words.
    static let words: Set<String> = ["mdev_driver", "mdev_register_driver"]

    let settings: InputSettings
    let rules: RuleSet

    /// What was found, and the files that it was found in.
    struct Result: Sendable {
        var findings: [Finding] = []
        var sources: [SourceFile] = []
    }

    func run(_ candidates: [Candidate], _ meter: ProgressMeter) throws(InputError) -> Result {
        let paths = candidates.filter { candidate in
            candidate.kind == .cSource
                && TokenList(SourceFile(path: candidate.path, bytes: candidate.bytes)).hasWord(of: Self.words)
        }.map(\.path)
        guard !paths.isEmpty else { return Result() }
        meter.report("looking for faults in \(paths.count) files")
        var input = settings
        input.paths = paths
        let drivers = try DriverLoader(input).load().drivers
        var finder = try settings.setupFinder()
        var jobs: [(driver: LoadedDriver, tree: KernelTree?)] = []
        for driver in drivers { jobs.append((driver, driver.files.paths.first.flatMap { finder.tree(for: $0) })) }
        var result = Result()
        for (findings, sources) in Workers.map(jobs, { self.result(of: $0.driver, in: $0.tree) }) {
            result.findings += findings
            result.sources += sources
        }
        return result
    }

    private func result(of driver: LoadedDriver, in tree: KernelTree?) -> ([Finding], [SourceFile]) {
        let release = tree?.release
        let surroundings = DriverFacts.Surroundings(
            level: driver.level, kernelLevel: tree.flatMap(DriverLoader.level),
            demandsIommufd: release.map { $0 >= KernelRelease(6, 4) }, licence: driver.usage.licence,
            isMentionedElsewhere: { Self.isMentioned($0, besides: driver.files.paths) })
        let facts = DriverFacts(driver.usage, surroundings)
        let faults = FaultChecks.faults(of: facts, rules: Set(rules.rules.map(\.id)))
        var sources: [String: SourceFile] = [:]
        let findings = faults.compactMap { fault -> Finding? in
            guard let rule = rules[fault.rule], rule.sourceLevels.contains(driver.level) else { return nil }
            sources[fault.node.file.path] = fault.node.file
            return fault.finding(rule, at: driver.level)
        }
        return (findings, sources.values.sorted { $0.path < $1.path })
    }

    /// Whether a file of the module that was not parsed has a word.
    private static func isMentioned(_ word: String, besides paths: [String]) -> Bool {
        let sources = paths.first.flatMap { DriverFinder.module(of: $0) }?.sources ?? []
        return sources.contains { path in
            guard !paths.contains(path), let bytes = FileBytes.read(path) else { return false }
            return TokenList(SourceFile(path: path, bytes: bytes)).hasWord(of: [word])
        }
    }
}

extension Fault {
    /// The fault as it is reported.
    func finding(_ rule: Rule, at level: KernelLevel) -> Finding {
        let isDeclaration = node.kind == .function || node.kind == .variable
        let range = (isDeclaration ? node.nameRange : nil) ?? node.range
        let message = rule.message.filled(name: subject, target: level)
        return Finding(
            rule: self.rule, severity: rule.severity, path: node.file.path, range: range,
            start: node.file.position(of: range.start), end: node.file.position(of: range.end),
            message: detail.isEmpty ? message : "\(message): \(detail)",
            advice: rule.advice.filled(name: subject, target: level), subject: subject)
    }
}

extension LintRunOutcome {
    /// Faults stand among the other findings; a file that has none of the words is among the files then.
    mutating func add(_ faults: FaultLint.Result) {
        findings += faults.findings
        let known = Set(files.map(\.source.path))
        for source in faults.sources where !known.contains(source.path) {
            files.append(LintedFile(source: source, comments: TokenList(source).comments))
        }
        files.sort { $0.source.path < $1.source.path }
    }
}

extension TokenList {
    fileprivate func hasWord(of words: Set<String>) -> Bool {
        tokens.contains { $0.kind == .identifier && words.contains(text($0)) }
    }
}
