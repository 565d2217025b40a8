// SPDX-License-Identifier: Apache-2.0

/// Reads one entry of `tolerates`.
struct DifferenceReader {
    private enum Outcome: String, CaseIterable { case any, failed }

    let value: YAMLValue

    func difference() throws(RuleError) -> ToleratedDifference {
        let keys = try YAMLValue(node: value.node, name: "tolerates", path: value.path)
            .mapping(
                required: [],
                optional: ["operations", "outcome", "lines", "text", "becomes", "old", "new", "any-order"])
        var operations: [String] = []
        if let list = keys["operations"] { for entry in try list.entries() { operations.append(try entry.oneLine()) } }
        let outcome = try keys["outcome"]?.choice(of: Outcome.self)
        return ToleratedDifference(
            operations: operations, onlyFailed: outcome == .failed, form: try form(keys), line: value.line)
    }

    private func form(_ keys: YAMLMapping) throws(RuleError) -> ToleratedDifference.Form {
        if let order = keys["any-order"] {
            try refuse(["lines", "text", "becomes", "old", "new"], in: keys, beside: "any-order")
            return .reorder(lines: try pattern(order))
        }
        if let text = keys["text"] {
            try refuse(["old", "new"], in: keys, beside: "text")
            guard let lines = keys["lines"], let replacement = keys["becomes"] else {
                throw value.error(
                    "'text' needs 'lines', where it stands, and 'becomes', what it is on the newer kernel")
            }
            return .rewrite(
                lines: try pattern(lines), text: try text.oneLine(), replacement: try replacement.oneLine())
        }
        guard keys["old"] != nil || keys["new"] != nil else {
            throw value.error("a tolerated difference needs 'old', 'new', 'text' or 'any-order'")
        }
        try refuse(["lines", "becomes"], in: keys, beside: "old and new")
        return .replace(
            old: try keys["old"].map { (value) throws(RuleError) in try pattern(value) },
            new: try keys["new"].map { (value) throws(RuleError) in try pattern(value) })
    }

    private func refuse(_ others: [String], in keys: YAMLMapping, beside name: String) throws(RuleError) {
        if let other = others.first(where: { keys[$0] != nil }) {
            throw value.error("'\(other)' has no meaning beside '\(name)'")
        }
    }

    private func pattern(_ value: YAMLValue) throws(RuleError) -> String {
        let text = try value.oneLine()
        do {
            _ = try Regex(text)
        } catch {
            throw value.error("'\(value.name)' is no regular expression: \(error)")
        }
        return text
    }
}
