// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelHeaders
import RuleMatching
import SourceText
import TreeSearch

/// Decides which findings stand where that depends on the other files of a driver.
struct DriverJudge: Sendable {
    let rules: ActiveRules
    let search: LintSearch.Result

    func findings(of files: [LintedFile]) -> [Finding] {
        let mentions = Dictionary(files.map { ($0.source.path, $0.matches.mentioned) }) { first, _ in first }
        return files.flatMap { file -> [Finding] in
            var mentioned = file.matches.mentioned
            if file.matches.dependsOnDriver {
                for source in sources(besides: file.source.path) {
                    mentioned.formUnion(mentions[source] ?? (isSearched(source) ? [] : self.mentions(in: source)))
                }
            }
            return file.matches.findings(mentioned: mentioned)
        }
    }

    /// The other files of the module that a file is linked into.
    private func sources(besides path: String) -> [String] {
        guard path.hasSuffix(".c") else { return [] }
        return (DriverFinder.module(of: path)?.sources ?? []).filter { $0 != path }
    }

    /// Whether the search has been there: a file that it did not bring has none of the words.
    private func isSearched(_ path: String) -> Bool {
        search.roots.contains { PathText.isBelow(path, $0) && FileBytes.isFolder($0) }
    }

    private func mentions(in path: String) -> Set<String> {
        guard let bytes = FileBytes.read(path) else { return [] }
        return CodeMatcher(rules).mentions(in: TokenList(SourceFile(path: path, bytes: bytes)))
    }
}
