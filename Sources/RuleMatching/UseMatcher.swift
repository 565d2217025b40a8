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
                guard let arguments = CallArguments(of: node, in: file), arguments.have(types) else { continue }
            }
            if !entry.match.into.isEmpty {
                guard let call = CallArguments.call(of: node), let type = typeOfPlace(of: call),
                    entry.match.into.contains(type)
                else { continue }
            }
            guard file.argumentsSuit(entry.match, of: file.tokens.index(atOrAfter: node.range.start)) else { continue }
            collector.add(entry, subject: node.name, range: file.word(at: node.range.start), evidence: .parsed)
        }
    }

    /// The type of the variable, member or parameter that an expression's value is put into.
    private func typeOfPlace(of value: SyntaxNode) -> String? {
        guard let place = value.ancestor(where: { $0.kind != .parenthesised }) else { return nil }
        switch place.kind {
        case .variable: return place.canonicalType
        case .assignment:
            guard let left = place.left, place.right?.unwrapped == value else { return nil }
            return CTypes.type(of: left)
        case .call:
            return place.callee.flatMap { parameterType(of: $0.unwrapped, given: value) }
        default:
            // Of an assignment or call whose types do not go together, the parser keeps the parts side by side.
            guard let before = place.children.last(where: { $0.range.end <= value.range.start }) else { return nil }
            let between = file.tokens.indices(in: SourceRange(before.range.end, value.range.start))
            if between.count == 1, file.tokens.token(between.lowerBound, is: "=") { return CTypes.type(of: before) }
            let functions = place.children.filter { $0.kind == .reference }
            return functions.lazy.compactMap { parameterType(of: $0, given: value) }.first
        }
    }

    /// The type of the parameter that a function is given a value for.
    private func parameterType(of function: SyntaxNode, given value: SyntaxNode) -> String? {
        guard let position = CallArguments(of: function, in: file)?.position(of: value) else { return nil }
        let parameters = CTypes.parameters(ofFunction: CTypes.type(of: function))
        return parameters.indices.contains(position) ? parameters[position] : nil
    }
}
