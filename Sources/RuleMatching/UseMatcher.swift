// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MigrationRules
import SourceText

/// Mentions of structs and uses of functions that the syntax tree has, those that macros make among them.
struct UseMatcher {
    let file: CodeFile
    let rules: ActiveRules
    let tables: Tables

    func match(into collector: inout FindingCollector) {
        for node in file.typeReferences { matchRecord(node, into: &collector) }
        for node in file.references { matchFunction(node, into: &collector) }
    }

    private func matchRecord(_ node: SyntaxNode, into collector: inout FindingCollector) {
        guard node.name.hasPrefix("struct ") else { return }
        let name = String(node.name.dropFirst("struct ".count))
        for entry in rules.records[name] ?? [] {
            guard tables.count(forVariableOf: node, without: entry.match.unlessMembers) else { continue }
            let range = file.word(at: node.range.start)
            collector.add(entry, subject: name, range: range, evidence: .parsed)
        }
    }

    private func matchFunction(_ node: SyntaxNode, into collector: inout FindingCollector) {
        guard let entries = rules.calls[node.name], CTypes.isFunction(node.canonicalType) else { return }
        for entry in entries {
            guard case .call(_, let types) = entry.match.kind else { continue }
            if !types.isEmpty {
                guard let call = call(of: node), hasArguments(call, types) else { continue }
            }
            collector.add(entry, subject: node.name, range: file.word(at: node.range.start), evidence: .parsed)
        }
    }

    private func call(of node: SyntaxNode) -> SyntaxNode? {
        let around = node.ancestor { $0.kind != .parenthesised }
        guard let around, around.kind == .call, around.callee?.unwrapped == node else { return nil }
        return around
    }

    private func hasArguments(_ call: SyntaxNode, _ types: [String]) -> Bool {
        let arguments = call.arguments
        return arguments.count >= types.count
            && zip(arguments, types).allSatisfy { argument, type in
                let given = CTypes.type(of: argument)
                // NULL is a pointer of every type.
                return given == type || given == "void *" && type.hasSuffix("*")
            }
    }
}

/// Reading of types.
enum CTypes {
    /// Whether this is the type of a function, not of a pointer to one.
    static func isFunction(_ canonical: String) -> Bool {
        guard canonical.hasSuffix(")"), let open = canonical.firstIndex(of: "(") else { return false }
        return canonical[canonical.index(after: open)] != "*"
    }

    /// The type of an expression; that of what it wraps where it has none itself.
    static func type(of node: SyntaxNode) -> String {
        node.canonicalType.isEmpty ? node.unwrapped.canonicalType : node.canonicalType
    }

    /// The parameter types of a function's type, `int (struct device *, char *)`.
    static func parameters(ofFunction canonical: String) -> [String] {
        guard isFunction(canonical), let open = canonical.firstIndex(of: "(") else { return [] }
        var result: [String] = []
        var current = ""
        var depth = 0
        for character in canonical[canonical.index(after: open)...].dropLast() {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                result.append(current)
                current = ""
            } else if !(current.isEmpty && character == " ") {
                current.append(character)
            }
        }
        if !current.isEmpty, current != "void" { result.append(current) }
        return result
    }
}
