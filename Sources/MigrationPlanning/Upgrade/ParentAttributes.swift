// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// C-04: the parent's attributes go to the parent's own groups, where the driver itself registers the parent.
struct ParentAttributes {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func plan(_ member: TableMember, _ draft: inout UpgradeDraft) throws(Refusal) {
        let title = "the parent's attributes become the parent's own groups"
        if let (call, device) = registrationOfParent {
            let statement = call.enclosingStatement
            let file = statement.file
            draft.add(
                "C-04", title, in: file,
                [
                    .insert(
                        "\(statement.indentation)\(device).groups = \(member.value.text);\n",
                        at: file.startOfLine(at: statement.range.start))
                ])
            return
        }
        if managed(member, title, &draft) { return }
        draft.review(
            context.review(
                "C-04", member.node, "\(member.value.text) was added to the parent device and no longer is",
                "who owns the parent device, and may give it groups, is not seen in this driver",
                [
                    "set the groups where the parent is made (struct device.groups, the class's or driver's dev_groups)",
                    "call device_add_groups() before mdev_register_device() and device_remove_groups() after unregistering",
                    "drop the attributes when nobody reads them",
                ]))
        keepUnused(member.value.unwrapped.name, title, &draft)
    }

    /// Where a bus driver's probe registers its own device, the groups may come and go with the binding.
    private func managed(_ member: TableMember, _ title: String, _ draft: inout UpgradeDraft) -> Bool {
        guard let function = member.node.enclosingFunction else { return false }
        let sites = context.usage.registrations.filter { $0.function == function.name }
        guard sites.count >= 1,
            let site = sites.first(where: { $0.call.range.start > member.node.range.start }),
            case .busDriver = site.reach, let parent = site.parent, !site.call.isFromMacro,
            let holder = site.call.parent
        else { return false }
        let call = site.call
        let isWhole = holder.kind == .returnStatement || holder.kind == .assignment || holder.kind == .variable
        var edits: [TextEdit] = [
            .insert(
                "\(isWhole ? "" : "(")devm_device_add_groups(\(parent.text), \(member.value.text)) ?:\n\(call.indentation)\t",
                at: call.range.start)
        ]
        if !isWhole { edits.append(.insert(")", at: call.range.end)) }
        draft.add("C-04", title, in: call.file, edits)
        return true
    }

    /// An array that nothing names is a warning; it is for a person to use or to delete.
    private func keepUnused(_ name: String, _ title: String, _ draft: inout UpgradeDraft) {
        guard let variable = context.index.variables[name], variable.isStatic, let list = variable.initialiser else {
            return
        }
        let tokens = variable.tokens
        let equals = tokens.index(atOrAfter: list.range.start) - 1
        guard tokens.token(equals, is: "="), !variable.text.contains("__maybe_unused") else { return }
        draft.add(
            "C-04", title, in: variable.file, [.insert("__maybe_unused ", at: tokens.tokens[equals].range.start)])
    }

    /// `device_register(&X)` or `device_add(&X)` of the device that becomes the parent, with X as text.
    private var registrationOfParent: (SyntaxNode, String)? {
        guard let parent = context.usage.registrations.first?.parent?.text, parent.hasPrefix("&") else { return nil }
        let device = String(parent.dropFirst())
        let taken = context.index.nodes(.assignment).contains { $0.left?.text == device + ".groups" }
        guard !taken else { return nil }
        for call in context.index.calls("device_register", "device_add") where call.arguments.first?.text == parent {
            return (call, device)
        }
        return nil
    }
}
