// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-12, M-26: drvdata that is read or set anywhere else, above all in the mdev's own sysfs attributes.
struct AttributeStep {
    let context: EmbedContext
    let helpers: ConvertedHelpers

    init(_ context: EmbedContext, helpers: ConvertedHelpers) {
        self.context = context
        self.helpers = helpers
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        let title = "drvdata through the device"
        let names = context.getters.sorted() + ["mdev_set_drvdata"]
        for call in names.flatMap({ context.index.calls($0) }) {
            guard let function = call.enclosingFunction, !isHandled(call, in: function),
                !context.getters.contains(function.name)
            else { continue }
            if call.isFromMacro {
                throw EmbedChecks(usage: context.usage).refuse(
                    "M-26", call, "drvdata is read or set by a macro", "expand the macro by hand, then convert again")
            }
            guard let argument = call.arguments.first else { continue }
            let device = deviceText(of: argument)
            if context.getters.contains(call.calledName ?? "") {
                try builder.add("M-26", title, in: call.file, [TextEdit(call.range, "dev_get_drvdata(\(device))")])
                try dropMdevVariable(argument, in: function, title, &builder)
            } else if let value = call.arguments.last {
                try builder.add(
                    "M-26", title, in: call.file, [TextEdit(call.range, "dev_set_drvdata(\(device), \(value.text))")])
            }
        }
    }

    /// Calls with the function's own mdev parameter are rewritten with that function.
    private func isHandled(_ call: SyntaxNode, in function: SyntaxNode) -> Bool {
        guard let parameter = HelperStep.mdevParameter(of: function) else { return false }
        return call.arguments.first?.unwrapped.declaration == parameter.declaration
    }

    /// The `struct device *` of an mdev expression.
    private func deviceText(of argument: SyntaxNode) -> String {
        let plain = argument.unwrapped
        if plain.calledName == "mdev_from_dev" || plain.calledName == "to_mdev_device",
            let device = plain.arguments.first
        {
            return device.text
        }
        if let origin = origin(of: plain) { return origin.text }
        if let state = HelperStep.stateBehind(plain, context: context) {
            return "\(state.text)->\(context.names.field).dev"
        }
        let simple = plain.kind == .reference || plain.kind == .memberReference || plain.kind == .call
        return simple ? "&\(plain.text)->dev" : "&(\(plain.text))->dev"
    }

    /// `dev` where the variable was declared as `struct mdev_device *m = mdev_from_dev(dev);`.
    private func origin(of plain: SyntaxNode) -> SyntaxNode? {
        guard plain.kind == .reference, let function = plain.enclosingFunction,
            let variable = function.descendants(.variable).first(where: { $0.declaration == plain.declaration }),
            let value = variable.initialiser?.unwrapped, value.calledName == "mdev_from_dev", !value.isFromMacro
        else { return nil }
        return value.arguments.first?.unwrapped.kind == .reference ? value.arguments.first : nil
    }

    /// The variable that held the mdev goes when drvdata was all that it was for.
    private func dropMdevVariable(
        _ argument: SyntaxNode, in function: SyntaxNode, _ title: String, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        let plain = argument.unwrapped
        guard origin(of: plain) != nil,
            let variable = function.descendants(.variable).first(where: { $0.declaration == plain.declaration })
        else { return }
        let others = function.subtree.filter { node in
            guard node.kind == .reference, node.declaration == variable.declaration else { return false }
            return !context.getters.contains(DeviceUses.meaningfulParent(of: node)?.calledName ?? "")
        }
        guard others.isEmpty, let edit = DeclarationRemoval.edit(for: variable) else { return }
        try builder.add("M-26", title, in: function.file, [edit])
    }
}
