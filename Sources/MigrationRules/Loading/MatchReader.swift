// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Reads one entry of `matches`.
struct MatchReader {
    private static let kinds = ["record", "call", "constant", "member", "kconfig", "parameters", "type-attribute"]
    private static let conditions = [
        "target", "message", "if-calls", "unless-calls", "unless-members", "arguments", "naming", "not-naming", "into",
    ]
    private static let kindsInDrivers = ["record", "call", "constant", "member", "parameters"]

    let value: YAMLValue
    /// The target levels of the rule.
    let ruleTargets: [KernelLevel]

    func match() throws(RuleError) -> RuleMatch {
        let mapping = try YAMLValue(node: value.node, name: "match", path: value.path)
            .mapping(allowed: Self.kinds + Self.conditions, required: [])
        let given = Self.kinds.filter { mapping[$0] != nil }
        guard given.count == 1 else {
            let all = Self.kinds.joined(separator: ", ")
            throw value.error(
                given.isEmpty
                    ? "a match has to have one of the keys \(all)"
                    : "a match has exactly one of the keys \(all), not \(given.joined(separator: " and "))")
        }
        for condition in ["unless-calls", "arguments", "naming", "not-naming", "into"] {
            try check(condition, onlyFor: ["call"], given: given[0], in: mapping)
        }
        try check("if-calls", onlyFor: Self.kindsInDrivers, given: given[0], in: mapping)
        try check("unless-members", onlyFor: ["record", "member"], given: given[0], in: mapping)
        return RuleMatch(
            kind: try kind(given[0], of: mapping), targetLevels: try targets(mapping["target"]),
            unlessCalls: try mapping["unless-calls"]?.identifiers() ?? [],
            ifCalls: try mapping["if-calls"]?.identifiers() ?? [],
            naming: try mapping["naming"]?.identifiers() ?? [],
            notNaming: try mapping["not-naming"]?.identifiers() ?? [],
            into: try mapping["into"]?.types() ?? [],
            unlessMembers: try mapping["unless-members"]?.identifiers() ?? [],
            message: try mapping["message"]?.template(), line: value.line)
    }

    private func check(
        _ condition: String, onlyFor kinds: [String], given: String, in mapping: YAMLMapping
    ) throws(RuleError) {
        guard let value = mapping[condition], !kinds.contains(given) else { return }
        throw value.error("'\(condition)' goes with \(kinds.joined(separator: " or ")), not with \(given)")
    }

    private func kind(_ key: String, of mapping: YAMLMapping) throws(RuleError) -> RuleMatch.Kind {
        let value = mapping.required(key)
        switch key {
        case "record": return .record(name: try value.identifier())
        case "call":
            return .call(names: try value.identifiers(), arguments: try mapping["arguments"]?.types() ?? [])
        case "constant": return .constant(names: try value.identifiers())
        case "member":
            let member = try value.mapping(required: ["of", "names"])
            return .member(
                record: try member.required("of").identifier(), names: try member.required("names").identifiers())
        case "kconfig":
            let symbols = try value.identifiers()
            if let symbol = symbols.first(where: { $0.hasPrefix("CONFIG_") }) {
                throw value.error("'\(symbol)': symbols are written without CONFIG_")
            }
            return .kconfig(symbols: symbols)
        case "parameters":
            let parameters = try value.mapping(required: ["callback", "types"], optional: ["of"])
            return .parameters(
                record: try parameters["of"]?.identifier() ?? "mdev_parent_ops",
                callback: try parameters.required("callback").identifier(),
                types: try parameters.required("types").types())
        default:
            return .typeAttribute(types: try value.mapping(required: ["types"]).required("types").types())
        }
    }

    private func targets(_ value: YAMLValue?) throws(RuleError) -> [KernelLevel] {
        guard let value else { return ruleTargets }
        let levels = try value.levels()
        if let level = levels.first(where: { !ruleTargets.contains($0) }) {
            throw value.error("level \(level) is not one of the rule's target levels")
        }
        return levels
    }
}

extension YAMLValue {
    /// Types as clang writes them: words with one space between, a space before the stars.
    func types() throws(RuleError) -> [String] {
        var types: [String] = []
        for entry in try entries() {
            let text = try entry.oneLine()
            let words = text.split(whereSeparator: { $0 == " " || $0 == "*" })
            let stars = text.reversed().prefix { $0 == "*" || $0 == " " }.filter { $0 == "*" }
            let normal = words.joined(separator: " ") + (stars.isEmpty ? "" : " " + String(stars))
            guard !words.isEmpty, text == normal else {
                throw entry.error("'\(text)' is no type as clang writes it, such as 'struct device *'")
            }
            types.append(text)
        }
        return types
    }

    /// A message whose placeholders are known.
    func template() throws(RuleError) -> MessageTemplate {
        let text = try oneLine()
        for placeholder in MessageTemplate.placeholders(in: text)
        where !MessageTemplate.placeholders.contains(placeholder) {
            throw error(
                "unknown placeholder '{\(placeholder)}' in '\(name)'"
                    + NearMiss.hint(for: placeholder, among: MessageTemplate.placeholders))
        }
        return MessageTemplate(text: text)
    }
}
