// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MigrationRules
import Reporting
import RuleMatching
import SourceText

/// `mdevport lint`: what is left of the old API, as findings.
public struct LintCommand: Sendable {
    public let settings: LintSettings

    public init(_ settings: LintSettings) { self.settings = settings }

    /// - Throws: `InputError` for what is wrong with the input; nothing has been written then.
    public func run() async throws(InputError) -> CommandOutput {
        let rules = try RuleLoading.rules(
            folders: settings.ruleFolders, workingDirectory: settings.input.workingDirectory)
        let active = ActiveRules(rules, target: try LintSettings.level(settings.target, rules: rules))
        let baseline = try BaselineFile(settings)
        let meter = ProgressMeter(settings.progress)
        let search = try LintSearch(settings: settings.input, rules: active).run(meter)
        var outcome = try LintRun(settings: settings.input, rules: active, search: search).run(meter)
        outcome.add(try FaultLint(settings: settings.input, rules: rules).run(search.candidates, meter))
        meter.finish()
        var report = LintReport(settings: settings, rules: rules, active: active, outcome: outcome)
        report.applySuppressions()
        if settings.writesBaseline { return try baseline.write(report) }
        report.apply(baseline, roots: search.roots)
        if let since = settings.since { report.keep(try await changedLines(since, roots: search.roots)) }
        return report.output()
    }

    private func changedLines(_ revision: String, roots: [String]) async throws(InputError) -> ChangedLines {
        var folders: Set<String> = []
        for root in roots { folders.insert(FileBytes.isFolder(root) ? root : PathText.folder(of: root)) }
        var changed = ChangedLines()
        for folder in folders.sorted() {
            do {
                let lines = try await GitRevisions().changedLines(since: revision, in: folder)
                for (path, ranges) in lines.below(folder).ranges {
                    for range in ranges { changed.add(range, of: path) }
                }
            } catch {
                throw InputError("--since \(revision): \(error)")
            }
        }
        return changed
    }
}
