// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MigrationRules
import SourceText

/// Members of tables, and the parameters of the functions that are bound to them.
struct MemberMatcher {
    let file: CodeFile
    let rules: ActiveRules
    let tables: Tables

    func match(into collector: inout FindingCollector) {
        for use in tables.uses {
            let member = ActiveRules.Member(record: use.record, name: use.name)
            for entry in rules.members[member] ?? [] where tables.lacks(entry.match.unlessMembers, use.table) {
                let evidence = use.isParsed ? .parsed : file.evidence(for: use.range)
                collector.add(entry, subject: use.name, range: use.range, evidence: evidence)
            }
            for signature in rules.signatures[member] ?? [] { match(signature, use, into: &collector) }
        }
    }

    private func match(_ signature: ActiveRules.Signature, _ use: MemberUse, into collector: inout FindingCollector) {
        guard let bound = function(boundBy: use) else { return }
        let types = signature.isLeading ? Array(bound.types.prefix(signature.types.count)) : bound.types
        guard types == signature.types else { return }
        collector.add(signature.entry, subject: bound.name, range: bound.range, evidence: .parsed)
    }

    /// The function that a member is given: its types, and its name where the file defines it, else where it is given.
    private func function(boundBy use: MemberUse) -> (name: String, types: [String], range: SourceRange)? {
        guard let value = use.value else {
            guard let node = file.functionsByName[use.valueName] else { return nil }
            return (node.name, types(of: node), place(of: node))
        }
        var plain = value.unwrapped
        if plain.kind == .unary, let inner = plain.children.first?.unwrapped { plain = inner }
        guard plain.kind == .reference, CTypes.isFunction(plain.canonicalType) else { return nil }
        if let node = plain.declaration.flatMap({ file.functions[$0] }), node.body != nil {
            return (node.name, types(of: node), place(of: node))
        }
        let types = CTypes.parameters(ofFunction: plain.canonicalType)
        return (plain.name, types, file.word(at: plain.range.start))
    }

    private func types(of function: SyntaxNode) -> [String] { function.parameters.map(\.canonicalType) }

    private func place(of function: SyntaxNode) -> SourceRange {
        function.nameRange ?? file.word(at: function.range.start)
    }
}
