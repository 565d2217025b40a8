// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import Findings
import KernelHeaders
import KernelLevels
import MigrationRules
import RuleMatching
import SourceText

/// Parses and matches texts that exist in memory only.
struct Lookup {
    var rules: ActiveRules
    var release = KernelRelease(5, 12)

    init(target: KernelLevel = .S) throws { rules = ActiveRules(try RuleSet.bundled(), target: target) }

    func parse(_ path: String, contents: [String: [UInt8]]) throws -> ParseResult {
        try ClangParser().parse(
            ParseRequest(
                path: path,
                arguments: BundledHeaders.lookupArguments(for: .x86, release: release, moduleName: "test"),
                virtualFiles: BundledHeaders.lookup(), ownFolders: [], contents: contents))
    }

    func matches(_ path: String, contents: [String: [UInt8]]) throws -> FileMatches {
        CodeMatcher(rules).matches(in: try parse(path, contents: contents))
    }

    /// The findings of a text, as `line: rule subject [evidence]`.
    func findings(_ text: String) throws -> [String] {
        let path = "/nowhere/test.c"
        let matches = try matches(path, contents: [path: Array(text.utf8)])
        return matches.findings(mentioned: matches.mentioned).map { finding in
            let evidence = finding.evidence == .parsed ? "" : " \(finding.evidence.rawValue)"
            return "\(finding.start.line): \(finding.rule) \(finding.subject)\(evidence)"
        }
    }
}
