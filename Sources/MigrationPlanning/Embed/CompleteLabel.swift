// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// Looks for a label of create whose unwinding already does all that remove does after unregistering.
struct CompleteLabel {
    let context: EmbedContext
    /// What has to be undone, as normalised text.
    let undone: [String]

    func find() -> String? {
        guard let body = context.create.body, !undone.isEmpty else { return nil }
        for label in body.descendants(.label) where label.parent == body {
            let path = statements(from: label, in: body)
            guard let last = path.last, last.kind == .returnStatement, returnsResult(last) else { continue }
            let done = Set(path.map { Normalised.text(of: $0, renaming: [:]) })
            if undone.allSatisfy(done.contains) { return label.name }
        }
        return nil
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

/// O-06: `vfio_uninit_group_dev()` before the state is freed, wherever that happens after the init.
struct UninitCalls {
    let context: EmbedContext

    init(_ context: EmbedContext) { self.context = context }

    func plan(
        in function: SyntaxNode, state: DeclarationID?, behind offset: Int = 0, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        guard context.hasDeviceSets, let state else { return }
        for call in function.descendants(.call) where call.range.start >= offset && frees(call, state) {
            let statement = call.enclosingStatement
            let name = call.arguments.last?.text ?? ""
            let line = "\(statement.indentation)vfio_uninit_group_dev(&\(name)->\(context.names.field));\n"
            guard statement.parent?.kind == .compound || statement.parent?.kind == .label else {
                throw EmbedChecks(usage: context.usage).refuse(
                    "O-06", call, "the state is freed in the middle of a statement",
                    "put braces around the statement, then convert again")
            }
            try builder.add(
                "O-06", "vfio_uninit_group_dev() before the state is freed", in: call.file,
                [.insert(line, at: call.file.startOfLine(at: statement.range.start))])
        }
    }

    /// A free of the state itself, or a call of the driver's own function that frees what it is given.
    private func frees(_ call: SyntaxNode, _ state: DeclarationID) -> Bool {
        guard let name = call.calledName,
            let position = call.arguments.firstIndex(where: { $0.unwrapped.declaration == state && $0.unwrapped.kind == .reference })
        else { return false }
        if OldAPI.freers.contains(name) { return true }
        guard let own = context.index.functions[name], own.parameters.count > position else { return false }
        let parameter = own.parameters[position].declaration
        return own.descendants(.call).contains { inner in
            OldAPI.freers.contains(inner.calledName ?? "") && inner.arguments.last?.unwrapped.declaration == parameter
                && inner.arguments.last?.unwrapped.kind == .reference
        }
    }
}
