// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// Looks for a label of create whose unwinding is what remove does after unregistering: all of it, and nothing else, such
/// as giving back a lock that is not held any more where create succeeds.
struct CompleteLabel {
    let context: EmbedContext
    /// What has to be undone, as normalised text.
    let undone: [String]

    func find() -> String? {
        guard let body = context.create.body, !undone.isEmpty, !countsByItself else { return nil }
        for label in body.descendants(.label) where label.parent == body {
            let path = statements(from: label, in: body)
            guard let last = path.last, last.kind == .returnStatement, returnsResult(last) else { continue }
            let deeds = path.dropLast().filter { !RemoveParts.isLogging($0) && !RemoveParts.isDrvdataReset($0) }
            let done = Set(deeds.map { Normalised.text(of: $0, renaming: [:]) })
            if done == Set(undone.filter { !$0.isEmpty }) { return label.name }
        }
        return nil
    }

    /// Remove has a number of its own, such as the index of a loop: create's, of the same name, may stand elsewhere.
    private var countsByItself: Bool {
        context.remove.descendants(.variable).contains { variable in
            !CType.isPointer(variable.canonicalType) && undone.contains { $0.split(separator: " ").contains { $0 == variable.name } }
        }
    }

    /// The statements from a label to the return behind it, labels on the way taken for what they hold.
    private func statements(from label: SyntaxNode, in body: SyntaxNode) -> [SyntaxNode] {
        guard let start = body.children.firstIndex(of: label) else { return [] }
        var result: [SyntaxNode] = []
        for statement in body.children[start...] {
            var current = statement
            while current.kind == .label, let inner = current.children.last { current = inner }
            result.append(current)
            if current.kind == .returnStatement { break }
        }
        return result
    }

    /// The label returns the variable that the registration's result goes into.
    private func returnsResult(_ statement: SyntaxNode) -> Bool {
        guard let value = statement.children.first?.unwrapped else { return false }
        return value.kind == .reference && value.declaration == ResultVariable.existing(in: context.create)?.declaration
    }
}

/// The local integer that a function keeps results in.
enum ResultVariable {
    static func existing(in function: SyntaxNode) -> SyntaxNode? {
        let returned = Set(
            function.descendants(.returnStatement).compactMap { $0.children.first?.unwrapped.declaration })
        let integers = (function.body?.children ?? []).flatMap(\.children).filter {
            $0.kind == .variable && $0.canonicalType == "int"
        }
        return integers.first { $0.declaration.map(returned.contains) ?? false }
            ?? integers.first { ["ret", "rc", "err", "error", "retval", "rval"].contains($0.name) }
    }
}
