// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// D-05, D-06: what was a member of the ops, or behind a function, is a member of the device.
struct DeviceMembersStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.isC1 else { return }
        for call in context.index.calls("mdev_uuid") { try uuid(call, &draft) }
        for table in context.devices.deviceOps { try migration(table, &draft) }
    }

    private func uuid(_ call: SyntaxNode, _ draft: inout UpgradeDraft) throws(Refusal) {
        guard !call.isFromMacro, let argument = call.arguments.first else {
            throw context.refuse("D-06", call, "mdev_uuid() is called by a macro", UpgradePlanner.byHand)
        }
        let plain: [NodeKind] = [.reference, .memberReference, .call, .elementAccess, .parenthesised]
        let text = plain.contains(argument.kind) ? argument.text : "(\(argument.text))"
        draft.add(
            "D-06", "the UUID is a member of the mdev", in: call.file, [TextEdit(call.range, "&\(text)->uuid")])
    }

    private static let migrationMembers = ["migration_set_state", "migration_get_state"]

    private func migration(_ table: VFIODeviceUsage.Table, _ draft: inout UpgradeDraft) throws(Refusal) {
        let members = Self.migrationMembers.compactMap { table.member($0) }
        guard let first = members.first else { return }
        let title = "migration has ops of its own"
        let inits = context.index.calls("vfio_init_group_dev").filter {
            $0.arguments.count == 3 && $0.arguments[2].text == "&\(table.name)"
        }
        guard !inits.isEmpty, inits.allSatisfy({ $0.enclosingStatement == $0 && $0.file.path == table.node.file.path })
        else {
            throw context.refuse(
                "D-05", first.node, "where the migration ops belong is not seen",
                "set mig_ops of the vfio_device by hand, and take the members out of the ops")
        }
        let stem = table.name.hasSuffix("dev_ops") ? String(table.name.dropLast("dev_ops".count)) : table.name + "_"
        let name = context.free(stem + "mig_ops", stem + "migration_ops")
        let file = table.node.file
        var text = "static const struct vfio_migration_ops \(name) = {\n"
        for member in members {
            text += "\t.\(member.name) = \(member.value.text),\n"
            draft.remove("D-05", title, in: file, TableText.deletion(of: member.node))
        }
        draft.add("D-05", title, in: file, [.insert(text + "};\n\n", at: table.node.startWithComment)])
        for call in inits {
            let device = call.arguments[0].text
            let target = device.hasPrefix("&") ? device.dropFirst() + "." : "\(device)->"
            draft.add(
                "D-05", title, in: file,
                [
                    .insert(
                        "\(call.indentation)\(target)mig_ops = &\(name);\n",
                        at: file.endOfLine(at: call.rangeWithSemicolon.end - 1))
                ])
            guard let function = call.enclosingFunction, function.range.start < table.node.range.start else { continue }
            draft.add(
                "D-05", title, in: file,
                [.insert("static const struct vfio_migration_ops \(name);\n\n", at: function.startWithComment)])
        }
    }
}
