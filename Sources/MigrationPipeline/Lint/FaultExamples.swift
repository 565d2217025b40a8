// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import FaultAnalysis
import KernelHeaders
import KernelLevels
import MdevUsage
import MigrationRules
import SourceText

/// Runs the examples of rules about faults: the fault is found in what stands before, and no fault at all in what stands
/// after.
enum FaultExamples {
    static func check(_ rule: Rule) -> [String] {
        guard let example = rule.example, rule.fault?.method == .static else { return [] }
        let place = "\(rule.file):\(example.line)"
        guard FaultChecks.rules.contains(rule.id) else { return ["\(place): nothing looks for the fault \(rule.id)"] }
        do throws(FrontendError) {
            let before = try faults(in: example.before, at: example.sourceLevel)
            let after = try faults(in: example.after, at: example.targetLevel)
            var problems = (before.errors + after.errors).prefix(3).map {
                "\(place): the example does not parse: \($0)"
            }
            let others = before.faults.filter { $0.rule != rule.id } + after.faults
            if !before.faults.contains(where: { $0.rule == rule.id }) {
                problems.append("\(place): rule \(rule.id) finds nothing in its example's 'before'")
            }
            problems += others.map { "\(place): the example has \($0.subject) of \($0.rule) as well" }
            return problems
        } catch {
            return ["\(place): \(error)"]
        }
    }

    private static func faults(
        in text: String, at level: KernelLevel
    ) throws(FrontendError) -> (faults: [Fault], errors: [String]) {
        let parse = try ClangParser().parse(RuleExamples.request(text, level: level))
        let usage = UsageAnalysis().analyse(name: "example", units: [parse])
        let facts = DriverFacts(usage, DriverFacts.Surroundings(level: level, licence: usage.licence))
        return (FaultChecks.faults(of: facts, rules: FaultChecks.rules), parse.errors.map(\.description))
    }
}
