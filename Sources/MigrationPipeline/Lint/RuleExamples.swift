// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import Findings
import KernelHeaders
import KernelLevels
import MigrationRules
import RuleMatching
import SourceText

/// Runs the examples of rules: what stands before is found, what stands after is not, and both are C.
public enum RuleExamples {
    /// What is wrong with a rule's example, one line each with file and line; nothing where it is as it should be.
    public static func check(_ rule: Rule) -> [String] {
        guard rule.fault == nil else { return FaultExamples.check(rule) }
        guard let example = rule.example, !rule.matches.isEmpty else { return [] }
        let place = "\(rule.file):\(example.line)"
        let rules: RuleSet
        do { rules = try RuleSet.empty.adding(rule) } catch { return ["\(error)"] }
        let active = ActiveRules(rules, target: example.targetLevel)
        var problems: [String] = []
        func run(_ text: String, _ name: String, at level: KernelLevel) -> [Finding] {
            switch example.language {
            case .kconfig:
                let file = SourceFile(path: "Kconfig", text: text)
                return SymbolMatcher(active).matches(in: file, kind: .kconfig).findings(mentioned: [])
            case .c:
                do throws(FrontendError) {
                    let parse = try ClangParser().parse(request(text, level: level))
                    problems += parse.errors.prefix(3).map { error in
                        let line = error.position.line - Self.header.count
                        return "\(place): the example's '\(name)' does not parse at \(level.releaseName): "
                            + "its line \(line): \(error.message)"
                    }
                    let matches = CodeMatcher(active).matches(in: parse)
                    return matches.findings(mentioned: matches.mentioned)
                } catch {
                    problems.append("\(place): \(error)")
                    return []
                }
            }
        }
        let before = run(example.before, "before", at: example.sourceLevel)
        let after = run(example.after, "after", at: example.targetLevel)
        guard problems.isEmpty else { return problems }
        if before.isEmpty {
            problems.append("\(place): rule \(rule.id) finds nothing in its example's 'before'")
        }
        if let finding = after.first {
            problems.append("\(place): rule \(rule.id) finds \(finding.subject) in its example's 'after' as well")
        }
        return problems
    }

    private static let header = ["linux/module.h", "linux/mdev.h", "linux/vfio.h"].map { "#include <\($0)>" }

    static func request(_ text: String, level: KernelLevel) -> ParseRequest {
        let path = "/mdevport-example/example.c"
        let source = (header + [text]).joined(separator: "\n")
        return ParseRequest(
            path: path, arguments: BundledHeaders.arguments(for: .x86, moduleName: "example"),
            virtualFiles: BundledHeaders.base() + BundledHeaders.overlay(for: level), ownFolders: [],
            contents: [path: Array(source.utf8)])
    }
}
