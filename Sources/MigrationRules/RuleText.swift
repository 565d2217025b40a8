// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// What `mdevport rules` prints.
public enum RuleText {
    /// One line for every rule.
    public static func table(of rules: [Rule]) -> String {
        table(
            heads: ["RULE", "SEVERITY", "CLASS", "TITLE"],
            rows: rules.map { [$0.id.rawValue, $0.severity.rawValue, $0.automation.rawValue, $0.title] })
    }

    /// One line for every rule of a path, with the release from which on it counts.
    public static func table(of steps: [RuleStep]) -> String {
        table(
            heads: ["RULE", "CLASS", "FROM", "TITLE"],
            rows: steps.map { step in
                [step.rule.id.rawValue, step.rule.automation.rawValue, step.level.firstReleaseName, step.rule.title]
            })
    }

    private static func table(heads: [String], rows: [[String]]) -> String {
        let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].count }.max() ?? 0 }
        return ([heads] + rows).map { row in
            row.indices.map { column in
                column == row.count - 1
                    ? row[column] : row[column] + String(repeating: " ", count: widths[column] - row[column].count)
            }.joined(separator: "  ") + "\n"
        }.joined()
    }

    /// Everything about one rule.
    public static func explanation(of rule: Rule) -> String {
        var text = "\(rule.id) (\(rule.name)): \(rule.title)\n\n"
        text += "  severity: \(rule.severity.rawValue)\n"
        text += "  class:    \(rule.automation.rawValue): \(rule.automation.explanation)\n"
        if let fault = rule.fault {
            text += "  fault at: \(levels(rule.sourceLevels))\n"
            text += "  lint:     \(fault.method == .static ? "reports this" : "reports nothing")"
            text += " in drivers of the new API, \(fault.method.explanation)\n"
            if let limits = fault.limits { text += "  limits:   \(limits)\n" }
            text += "  upstream: \(fault.upstream)\n"
        } else {
            text += "  from:     \(levels(rule.sourceLevels))\n"
            text += "  to:       \(levels(rule.targetLevels))\n"
            text += "  lint:     \(lint(rule))\n"
        }
        text += "  facts:    \(rule.source)\n"
        text += section("Message", readable(rule.message)) + section("Advice", readable(rule.advice))
        text += section("Why", rule.rationale)
        if let example = rule.example {
            text += section("Before (\(example.sourceLevel.releaseName))", example.before)
            text += section("After (\(example.targetLevel.releaseName))", example.after)
        }
        return text
    }

    private static func lint(_ rule: Rule) -> String {
        if !rule.tolerated.isEmpty { return "reports nothing, verify tolerates this" }
        return rule.matches.isEmpty ? "reports nothing, a step of conversions" : "reports this"
    }

    /// What to say when nothing is called `text`.
    public static func noRule(called text: String, in rules: RuleSet) -> String {
        let known = rules.rules.flatMap { [$0.id.rawValue, $0.name] }
        let guess = NearMiss.of(text, among: known).map { "; did you mean '\($0)'?" } ?? ""
        return "there is no rule '\(text)'\(guess)"
    }

    /// Releases, neighbours joined: `4.10–5.12, 5.14–5.18, series-v2`.
    static func levels(_ levels: [KernelLevel]) -> String {
        let mainline = KernelLevel.allCases.filter { $0 != .S && $0 != .A1s }
        var parts: [String] = []
        var run: [KernelLevel] = []
        func close() {
            if let first = run.first?.releaseName, let last = run.last?.releaseName {
                let start = first.prefix { $0 != "–" }
                let end = last.split(separator: "–").last ?? ""
                parts.append(start == end ? "\(start)" : "\(start)–\(end)")
            }
            run = []
        }
        for level in mainline {
            if levels.contains(level) { run.append(level) } else { close() }
        }
        close()
        // 5.10 long-term lies inside the releases; it is named only where it stands without its neighbours.
        if levels.contains(.A1s), !levels.contains(.A1) { parts.append(KernelLevel.A1s.releaseName) }
        if levels.contains(.S) { parts.append(KernelLevel.S.releaseName) }
        return parts.joined(separator: ", ")
    }

    private static func readable(_ template: MessageTemplate) -> String {
        template.text.replacing("{name}", with: "NAME").replacing("{target}", with: "the target release")
    }

    private static func section(_ title: String, _ body: String) -> String {
        let text = body.last == "\n" ? body.dropLast() : body[...]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return "\n\(title):\n" + lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
    }
}
