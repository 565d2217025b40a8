// SPDX-License-Identifier: Apache-2.0
import Findings
import FixtureKit
import RuleMatching
import SourceText
import Testing

/// Every fixture's annotations are its findings: none too few, none too many.
@Suite struct FixtureAnnotationTests {
    @Test(arguments: try FixtureCase.all())
    func findingsAreThoseAnnotated(_ fixture: FixtureCase) throws {
        let lookup = try Lookup(target: fixture.lintTarget)
        var all: [(file: FixtureFile, matches: FileMatches)] = []
        for file in fixture.files {
            let path = fixture.path(of: file)
            if let kind = textKind(of: file.name) {
                let source = SourceFile(path: path, bytes: file.bytes)
                all.append((file, SymbolMatcher(lookup.rules).matches(in: source, kind: kind)))
            } else {
                all.append((file, try lookup.matches(path, contents: fixture.contents)))
            }
        }
        let mentioned = all.reduce(into: Set<String>()) { $0.formUnion($1.matches.mentioned) }
        let found = all.flatMap { file, matches in
            matches.findings(mentioned: mentioned).map { finding in
                ExpectedFinding(
                    file: file.name, line: finding.start.line, rule: finding.rule.rawValue, subject: finding.subject,
                    evidence: finding.evidence == .inactive || finding.evidence == .unparsed
                        ? finding.evidence.rawValue : nil)
            }
        }.sorted()
        let expected = fixture.expectedFindings
        let missing = expected.filter { !found.contains($0) }
        let extra = found.filter { !expected.contains($0) }
        #expect(missing.isEmpty, "not found: \(missing)")
        #expect(extra.isEmpty, "not annotated: \(extra)")
        #expect(found.count == expected.count)
    }

    private func textKind(of name: String) -> SymbolMatcher.Kind? {
        if name.hasPrefix("Kconfig") { return .kconfig }
        if name.hasPrefix("Makefile") || name.hasPrefix("Kbuild") { return .makefile }
        return nil
    }
}
