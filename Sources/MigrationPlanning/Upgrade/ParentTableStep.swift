// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// S-01, S-02: what merged for 5.14 keeps the type groups in a `mdev_parent_ops` that names the driver.
struct ParentTableStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    private static let title = "type groups are in an mdev_parent_ops that names the driver"

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.hasParentOps else { return }
        let assignments = context.index.nodes(.assignment).filter {
            $0.left?.unwrapped.kind == .memberReference && $0.left?.unwrapped.owner == "mdev_driver"
                && $0.left?.unwrapped.name == "supported_type_groups"
        }
        var tables: [String: String] = [:]
        for driver in context.devices.drivers {
            let member = driver.member("supported_type_groups")
            let late = assignments.filter { $0.left?.unwrapped.children.first?.unwrapped.name == driver.name }
            guard member != nil || !late.isEmpty else { continue }
            let name = name(for: driver)
            tables[driver.name] = name
            move(driver, member, late, to: name, &draft)
        }
        if let other = assignments.first(where: {
            tables[$0.left?.unwrapped.children.first?.unwrapped.name ?? ""] == nil
        }
        ) {
            throw context.refuse(
                "S-01", other, "the driver that gets its type groups here is not seen", UpgradePlanner.byHand)
        }
        for call in context.index.calls("mdev_register_device") where call.arguments.count == 2 {
            try register(call, tables, &draft)
        }
    }

    private func name(for driver: VFIODeviceUsage.Table) -> String {
        let stem = driver.name.hasSuffix("driver") ? String(driver.name.dropLast("driver".count)) : driver.name + "_"
        return context.free(stem + "parent_ops", stem + "mdev_parent_ops")
    }

    private func move(
        _ driver: VFIODeviceUsage.Table, _ member: TableMember?, _ late: [SyntaxNode], to name: String,
        _ draft: inout UpgradeDraft
    ) {
        let node = driver.node
        let file = node.file
        var text = node.isStatic ? "static " : ""
        text += late.isEmpty ? "const " : ""
        text += "struct mdev_parent_ops \(name) = {\n\t.owner = THIS_MODULE,\n\t.device_driver = &\(driver.name),\n"
        if let member {
            text += "\t.supported_type_groups = \(member.value.text),\n"
            draft.remove("S-01", Self.title, in: file, TableText.deletion(of: member.node))
        }
        let end = file.endOfLine(at: node.rangeWithSemicolon.end - 1)
        draft.add("S-01", Self.title, in: file, [.insert("\n\(text)};\n", at: end)])
        for assignment in late {
            guard let base = assignment.left?.unwrapped.children.first else { continue }
            draft.add("S-01", Self.title, in: assignment.file, [TextEdit(base.range, name)])
        }
        // What announces the driver announces the table, too.
        for head in context.index.declarations
        where head.kind == .variable && head.name == driver.name && head.initialiser == nil {
            let storage = head.isStatic ? "static" : "extern"
            let constant = late.isEmpty ? "const " : ""
            draft.add(
                "S-01", Self.title, in: head.file,
                [
                    .insert(
                        "\(storage) \(constant)struct mdev_parent_ops \(name);\n",
                        at: head.file.endOfLine(at: head.rangeWithSemicolon.end - 1))
                ])
        }
    }

    private func register(
        _ call: SyntaxNode, _ tables: [String: String], _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        let argument = call.arguments[1]
        guard !argument.canonicalType.contains(OldAPI.tableRecord) else { return }
        let plain = argument.unwrapped
        guard plain.kind == .unary, plain.operatorText == "&", let inner = plain.children.first?.unwrapped,
            inner.kind == .reference
        else {
            // Parsed at a level that wants the table: a type that does not fit says nothing about the value.
            if plain.canonicalType.isEmpty || !plain.canonicalType.contains("mdev_driver") { return }
            throw context.refuse(
                "S-02", argument, "which driver is registered here is decided at run time", UpgradePlanner.byHand)
        }
        guard let name = tables[inner.name] else { return }
        draft.add(
            "S-02", "the parent is registered with its table", in: call.file, [TextEdit(argument.range, "&\(name)")])
    }
}
