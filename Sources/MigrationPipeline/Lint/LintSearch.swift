// SPDX-License-Identifier: Apache-2.0
import CSyntax
import RuleMatching
import SourceText
import TreeSearch

/// Finds the files worth a look.
struct LintSearch: Sendable {
    /// What was found, before anything is parsed.
    struct Result: Sendable {
        /// Absolute, as given.
        var roots: [String]
        var candidates: [Candidate]
        /// What could not be searched.
        var problems: [String]
    }

    /// The word of suppression comments: those that cover nothing any more are reported in any file.
    private static let ownWord = "mdevport"

    let settings: InputSettings
    let rules: ActiveRules

    /// - Throws: `InputError` for paths with nothing to look at.
    func run(_ meter: ProgressMeter) throws(InputError) -> Result {
        let roots = settings.paths.map { PathText.absolute($0, in: settings.workingDirectory) }
        guard !roots.isEmpty else { throw InputError("no path given") }
        let code = rules.codeWords.union([Self.ownWord]).union(FaultLint.words)
        let symbols = rules.symbolWords.isEmpty ? [] : rules.symbolWords.union([Self.ownWord])
        let search = TreeSearch(words: [
            .cSource: code, .header: code, .kconfig: symbols, .makefile: symbols, .defconfig: rules.symbolWords,
            .documentation: rules.symbolWords,
        ])
        let progress: @Sendable (Int) -> Void = { count in meter.report("searching: \(count) files") }
        let found: SearchResult
        do {
            found = try search.run(roots: roots, progress: meter.isWanted ? progress : nil)
        } catch {
            throw InputError(shown("\(error)"))
        }
        try rejectUnusable(roots, found)
        return Result(roots: roots, candidates: found.candidates, problems: found.problems.map(shown))
    }

    private func rejectUnusable(_ roots: [String], _ found: SearchResult) throws(InputError) {
        for root in roots {
            if FileBytes.isFolder(root) {
                let hasCode = found.candidates.contains { $0.isCode && PathText.isBelow($0.path, root) }
                guard hasCode || CodeFiles.exist(below: root) else {
                    throw InputError("\(settings.shown(root)): no C files here")
                }
            } else if let bytes = found.candidates.first(where: { $0.path == root })?.bytes ?? FileBytes.read(root),
                bytes.contains(0)
            {
                throw InputError("\(settings.shown(root)): a binary file, not source text")
            } else if let problem = found.problems.first(where: { $0.hasPrefix(root + ":") }) {
                throw InputError(shown(problem))
            }
        }
    }

    /// A sentence that begins with an absolute path, with that path as people see it.
    private func shown(_ problem: String) -> String { settings.shown(problem) }
}

extension Candidate {
    var isCode: Bool { kind == .cSource || kind == .header }
}
