// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-10, M-12 to M-16, O-01: the ops table becomes a `vfio_device_ops`, a `mdev_driver` and, up to 5.18, a small ops
/// table that names the driver.
struct OpsTableStep {
    let context: EmbedContext
    let dropped: Set<String>
    let stubs: [String]

    init(_ context: EmbedContext, dropped: Set<String>, stubs: [String]) {
        self.context = context
        self.dropped = dropped
        self.stubs = stubs
    }

    /// What registers the driver, where that is more than a call.
    private var registration: String {
        let functions = ParentStep(context.driver, module: ModuleStep(context.driver)).functions
        return functions.isEmpty ? "" : "\n" + functions
    }

    private var table: OpsTable { context.table }
    private var list: SyntaxNode? { table.node.initialiser }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let list else { return }
        let file = table.node.file
        try rewriteHead(list, &builder)
        try rewriteMembers(list, &builder)
        let end = file.endOfLine(at: table.node.rangeWithSemicolon.end - 1)
        try builder.add(
            "M-15", "the mdev_driver", in: file, [.insert("\n" + driverText + parentOpsText + registration, at: end)])
        if !stubs.isEmpty {
            try builder.add(
                "M-11", "open and release where the table had none", in: file,
                [.insert(stubText, at: table.node.startWithComment)])
        }
        try dropForwardDeclarations(&builder)
    }

    /// Where the table goes, what announces it goes, too.
    private func dropForwardDeclarations(_ builder: inout PlanBuilder) throws(Refusal) {
        guard context.target.registersParentWithDriver else { return }
        for node in context.index.declarations
        where node.kind == .variable && node.name == table.name && node.initialiser == nil {
            try builder.add("M-16", "the ops table goes", in: node.file, [.delete(node.declarationWithComment)])
        }
    }

    // MARK: vfio_device_ops, in the table's own lines

    private func rewriteHead(_ list: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let file = table.node.file
        let head = SourceRange(file.startOfLine(at: table.node.range.start), list.range.start)
        let title = "vfio_device_ops"
        try builder.add(
            "M-10", title, in: file,
            [TextEdit(head, "static const struct vfio_device_ops \(context.driver.names.deviceOps) = ")])
        let line = file.endOfLine(at: list.range.start)
        let layout = TableLayout(list)
        var text = layout.member("name", "\"\(context.driver.names.deviceName)\"")
        for stub in stubs {
            let name = context.target.hasDeviceSets ? Self.renamed[stub] ?? stub : stub
            text += layout.member(name, context.driver.names.prefix + stub)
        }
        try builder.add("M-10", title, in: file, [.insert(text, at: line)])
    }

    private static let renamed = ["open": "open_device", "release": "close_device"]

    private func rewriteMembers(_ list: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let file = table.node.file
        let layout = TableLayout(list)
        for member in table.members {
            let name = member.name
            let old = Self.renamed.first { $0.value == name }?.key ?? name
            if OldAPI.deviceCallbacks.contains(name), !dropped.contains(old), !member.isNull {
                let new = context.target.hasDeviceSets ? Self.renamed[old] ?? old : old
                guard new != name, let node = member.node.designatedMember else { continue }
                try builder.add("O-01", "open_device and close_device", in: file, [layout.rename(node, to: new, in: member)])
            } else {
                try builder.add("M-10", "vfio_device_ops", in: file, [TableLayout.deletion(of: member)])
            }
        }
    }

    // MARK: The new tables

    private var driverText: String {
        let names = context.driver.names
        return DriverText(
            name: names.driver, busName: names.driverName, probe: context.names.probe, remove: context.names.remove,
            deviceGroups: table.groups("mdev_attr_groups"),
            typeGroups: context.target.registersParentWithDriver ? table.groups("supported_type_groups") : nil,
            isStatic: !ModuleStep(context.driver).registration.isShared
        ).definition
    }

    /// In the layout that the table had.
    private var parentOpsText: String {
        guard context.target.tableNamesDriver, let list else { return "" }
        let layout = TableLayout(list)
        var text = "\nstatic const struct mdev_parent_ops \(table.name) = {\n"
        text += layout.member("owner", "THIS_MODULE")
        text += layout.member("device_driver", "&\(context.driver.names.driver)")
        for name in ["dev_attr_groups", "supported_type_groups"] {
            if let groups = table.groups(name) { text += layout.member(name, groups) }
        }
        return text + "};\n"
    }

    private var stubText: String {
        var text = ""
        let device = "struct vfio_device *\(context.names.device)"
        for stub in stubs {
            let name = context.driver.names.prefix + stub
            switch stub {
            case "open": text += "static int \(name)(\(device))\n{\n\treturn -EINVAL;\n}\n\n"
            default: text += "static void \(name)(\(device))\n{\n}\n\n"
            }
        }
        return text
    }
}
