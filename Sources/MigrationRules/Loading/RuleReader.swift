// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels

/// Reads one rule file: every key known, every value of its type, and the parts consistent with each other.
enum RuleReader {
    private static let required = [
        "id", "name", "title", "severity", "class", "levels", "matches", "message", "advice", "rationale", "source",
    ]

    /// `path` is shown in errors; its last part has to be the rule's id with `.yaml` behind it.
    static func rule(text: String, path: String) throws(RuleError) -> Rule {
        let root = try YAMLValue(parsing: text, path: path)
        let keys = try root.mapping(required: required, optional: ["tolerates", "example", "fault"])
        let fault = try keys["fault"].map { (value) throws(RuleError) in try faultFacts(value) }
        let (sources, targets) = try levels(keys.required("levels"), isFault: fault != nil)
        let matches = try matches(keys.required("matches"), targets: targets)
        var tolerated: [ToleratedDifference] = []
        for entry in try keys["tolerates"]?.entries() ?? [] {
            tolerated.append(try DifferenceReader(value: entry).difference())
        }
        return Rule(
            id: try id(keys.required("id"), path: path), name: try slug(keys.required("name")),
            title: try keys.required("title").oneLine(),
            severity: try keys.required("severity").choice(of: Severity.self),
            automation: try keys.required("class").choice(of: Automation.self), sourceLevels: sources,
            targetLevels: targets, matches: matches, tolerated: tolerated,
            message: try keys.required("message").template(),
            advice: try keys.required("advice").template(), rationale: try keys.required("rationale").text(),
            source: try keys.required("source").oneLine(),
            example: try keys["example"].map { (value) throws(RuleError) in
                try example(value, sources: sources, targets: targets, matches: matches)
            }, fault: fault, file: path, line: keys.required("id").line)
    }

    /// Two lists of levels; for a fault one, which is both.
    private static func levels(
        _ value: YAMLValue, isFault: Bool
    ) throws(RuleError) -> (sources: [KernelLevel], targets: [KernelLevel]) {
        if isFault {
            let levels = try value.levels()
            return (levels, levels)
        }
        let levels = try value.mapping(required: ["source", "target"])
        let sources = try levels.required("source").levels()
        let targets = try levels.required("target").levels()
        if let early = targets.first(where: { $0.order < sources[0].order }) {
            throw levels.required("target").error(
                "target level \(early) is earlier than every source level (\(sources[0]) is the first)")
        }
        return (sources, targets)
    }

    private static func faultFacts(_ value: YAMLValue) throws(RuleError) -> FaultFacts {
        let keys = try value.mapping(required: ["how", "upstream"], optional: ["limits"])
        return FaultFacts(
            method: try keys.required("how").choice(of: FaultFacts.Method.self), limits: try keys["limits"]?.oneLine(),
            upstream: try keys.required("upstream").oneLine())
    }

    private static func id(_ value: YAMLValue, path: String) throws(RuleError) -> RuleID {
        let text = try value.oneLine()
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].first, first.isASCII, first.isUppercase,
            parts[0].allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber) }),
            parts[1].count >= 2, parts[1].unicodeScalars.allSatisfy(\.isDigit)
        else { throw value.error("'\(text)' is no rule id: capital letters, a hyphen and two digits, such as M-16") }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        guard file == text + ".yaml" else {
            throw value.error(
                "id '\(text)' does not go with the file name '\(file)': the file has to be '\(text).yaml'")
        }
        return RuleID(text)
    }

    private static func slug(_ value: YAMLValue) throws(RuleError) -> String {
        let text = try value.oneLine()
        let isSlug = text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
        }
        guard isSlug, text.first?.isLetter == true else {
            throw value.error("'\(text)' is no rule name: small letters, digits and hyphens, such as mdev-parent-ops")
        }
        return text
    }

    private static func matches(_ value: YAMLValue, targets: [KernelLevel]) throws(RuleError) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        for entry in try value.list() { matches.append(try MatchReader(value: entry, ruleTargets: targets).match()) }
        return matches
    }

    private static func example(
        _ value: YAMLValue, sources: [KernelLevel], targets: [KernelLevel], matches: [RuleMatch]
    ) throws(RuleError) -> RuleExample {
        let keys = try value.mapping(required: ["source", "target", "before", "after"])
        let source = try keys.required("source").level()
        let target = try keys.required("target").level()
        guard sources.contains(source) else {
            throw keys.required("source").error("level \(source) is not one of the rule's source levels")
        }
        guard targets.contains(target) else {
            throw keys.required("target").error("level \(target) is not one of the rule's target levels")
        }
        guard matches.isEmpty || matches.contains(where: { $0.targetLevels.contains(target) }) else {
            throw keys.required("target").error("no match of the rule counts at level \(target)")
        }
        let isKconfig =
            !matches.isEmpty
            && matches.allSatisfy { if case .kconfig = $0.kind { true } else { false } }
        return RuleExample(
            sourceLevel: source, targetLevel: target, before: try keys.required("before").text() + "\n",
            after: try keys.required("after").text() + "\n", language: isKconfig ? .kconfig : .c, line: value.line)
    }
}
