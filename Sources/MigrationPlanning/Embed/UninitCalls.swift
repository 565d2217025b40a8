// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// O-06: `vfio_uninit_group_dev()` before the state is freed, wherever that happens after the init.
struct UninitCalls {
    let context: EmbedContext

    init(_ context: EmbedContext) { self.context = context }

    func plan(
        in function: SyntaxNode, name: String, behind offset: Int = 0, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        guard context.hasDeviceSets else { return }
        for call in function.descendants(.call) where call.range.start >= offset {
            guard let freed = freedState(call) else { continue }
            let statement = call.enclosingStatement
            let state = freed.kind == .reference ? freed.name : name
            let line = "\(statement.indentation)vfio_uninit_group_dev(&\(state)->\(context.names.field));\n"
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

    /// The state that a call frees, by itself or through the driver's own function.
    private func freedState(_ call: SyntaxNode) -> SyntaxNode? {
        guard let name = call.calledName,
            let position = call.arguments.firstIndex(where: { argument in
                let plain = argument.unwrapped
                return plain.calledName == "mdev_get_drvdata"
                    || (plain.kind == .reference && CType.isPointer(plain.canonicalType, toStruct: context.stateRecord))
            })
        else { return nil }
        let freed = call.arguments[position].unwrapped
        if OldAPI.freers.contains(name) { return freed }
        guard let own = context.index.functions[name], own.parameters.count > position else { return nil }
        let parameter = own.parameters[position].declaration
        let frees = own.descendants(.call).contains { inner in
            let argument = inner.arguments.last?.unwrapped
            return OldAPI.freers.contains(inner.calledName ?? "") && argument?.kind == .reference
                && argument?.declaration == parameter
        }
        return frees ? freed : nil
    }
}
