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

    private var table: OpsTable { context.table }
    private var list: SyntaxNode? { table.node.initialiser }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let list else { return }
        let file = table.node.file
        try rewriteHead(list, &builder)
        try rewriteMembers(list, &builder)
        let end = file.endOfLine(at: table.node.rangeWithSemicolon.end - 1)
        try builder.add("M-15", "the mdev_driver", in: file, [.insert("\n" + driverText + parentOpsText, at: end)])
        if !stubs.isEmpty {
            try builder.add(
                "M-11", "open and release where the table had none", in: file,
                [.insert(stubText, at: table.node.startWithComment)])
        }
        try declareDriverEarly(&builder)
        try dropForwardDeclarations(&builder)
    }

    /// Where the table goes, what announces it goes, too.
    private func dropForwardDeclarations(_ builder: inout PlanBuilder) throws(Refusal) {
        guard !context.hasDeviceDriverMember else { return }
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
            [TextEdit(head, "static const struct vfio_device_ops \(context.names.deviceOps) = ")])
        let line = file.endOfLine(at: list.range.start)
        var text = member("name", "\"vfio-\(context.names.driverName)\"", like: list)
        for stub in stubs {
            let name = context.hasDeviceSets ? Self.renamed[stub] ?? stub : stub
            text += member(name, context.names.prefix + stub, like: list)
        }
        try builder.add("M-10", title, in: file, [.insert(text, at: line)])
    }

    /// A member in the layout of the others: name, the same gap, value.
    private func member(_ name: String, _ value: String, like list: SyntaxNode) -> String {
        guard let example = list.children.first(where: { $0.kind == .designatedInitialiser }),
            let value0 = example.initialiser
        else { return "\t.\(name) = \(value),\n" }
        let file = example.file
        let text = file.text(in: SourceRange(example.range.start, value0.range.start))
        let indent = file.indentation(at: example.range.start)
        guard let equals = text.firstIndex(of: "=") else { return "\(indent).\(name) = \(value),\n" }
        let column = KernelStyle.column(after: indent + String(text[..<equals]))
        return indent + ".\(name)"
            + gap(from: KernelStyle.column(after: indent + ".\(name)"), to: column, like: String(text[..<equals]))
            + "= \(value),\n"
    }

    private func gap(from: Int, to column: Int, like text: String) -> String {
        guard to(column, isBeyond: from), text.last == "\t" || text.hasSuffix("  ") else { return " " }
        if text.last == "\t" {
            let tabs = (column - from + KernelStyle.tabWidth - 1) / KernelStyle.tabWidth
            return String(repeating: "\t", count: max(1, tabs))
        }
        return String(repeating: " ", count: column - from)
    }

    private func to(_ column: Int, isBeyond other: Int) -> Bool { column > other }

    private static let renamed = ["open": "open_device", "release": "close_device"]

    private func rewriteMembers(_ list: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let file = table.node.file
        for member in table.members {
            let name = member.name
            if OldAPI.deviceCallbacks.contains(name), !dropped.contains(name), !member.isNull {
                guard context.hasDeviceSets, let new = Self.renamed[name], let node = member.node.designatedMember
                else { continue }
                try builder.add("O-01", "open_device and close_device", in: file, [rename(node, to: new, in: member)])
            } else {
                try builder.add("M-10", "vfio_device_ops", in: file, [deletion(of: member)])
            }
        }
    }

    /// Renames a member; the gap behind it is made smaller so that the values stay in their column.
    private func rename(_ node: SyntaxNode, to name: String, in member: TableMember) -> TextEdit {
        let file = node.file
        let text = file.text(in: SourceRange(node.range.end, member.value.range.start))
        guard let equals = text.firstIndex(of: "=") else { return TextEdit(node.range, name) }
        let before = file.text(in: SourceRange(file.startOfLine(at: node.range.start), node.range.start))
        let end = node.range.end + text[..<equals].utf8.count
        let column = KernelStyle.column(after: before + node.name + String(text[..<equals]))
        let start = KernelStyle.column(after: before + name)
        return TextEdit(
            SourceRange(node.range.start, end), name + gap(from: start, to: column, like: String(text[..<equals])))
    }

    private func deletion(of member: TableMember) -> TextEdit {
        let tokens = member.node.tokens
        var range = member.node.range
        let behind = tokens.index(atOrAfter: range.end)
        if tokens.token(behind, is: ",") { range.end = tokens.tokens[behind].range.end }
        // A comment on the same line goes with the member.
        let file = member.node.file
        if let comment = tokens.comments.first(where: { $0.start >= range.end }),
            comment.end <= file.endOfLine(at: range.end - 1),
            file.line(at: comment.start) == file.line(at: range.end - 1)
        {
            let rest = file.text(in: SourceRange(range.end, comment.start))
            if rest.allSatisfy(\.isWhitespace) { range.end = comment.end }
        }
        return .delete(file.wholeLines(range))
    }

    // MARK: The new tables

    private func groups(_ name: String) -> String? {
        guard let member = table.member(name), !member.isNull else { return nil }
        return member.value.text
    }

    private var driverText: String {
        let names = context.names
        var text =
            "static struct mdev_driver \(names.driver) = {\n\t.driver = {\n\t\t.name = \"\(names.driverName)\",\n"
        text += "\t\t.owner = THIS_MODULE,\n\t\t.mod_name = KBUILD_MODNAME,\n"
        if let groups = groups("mdev_attr_groups") { text += "\t\t.dev_groups = \(groups),\n" }
        text += "\t},\n\t.probe = \(names.probe),\n\t.remove = \(names.remove),\n"
        if !context.hasDeviceDriverMember, let groups = groups("supported_type_groups") {
            text += "\t.supported_type_groups = \(groups),\n"
        }
        return text + "};\n"
    }

    /// In the layout that the table had.
    private var parentOpsText: String {
        guard context.hasDeviceDriverMember, let list else { return "" }
        var text = "\nstatic const struct mdev_parent_ops \(table.name) = {\n"
        text += member("owner", "THIS_MODULE", like: list)
        text += member("device_driver", "&\(context.names.driver)", like: list)
        for name in ["dev_attr_groups", "supported_type_groups"] {
            if let groups = groups(name) { text += member(name, groups, like: list) }
        }
        return text + "};\n"
    }

    private var stubText: String {
        var text = ""
        let device = "struct vfio_device *\(context.names.device)"
        for stub in stubs {
            let name = context.names.prefix + stub
            switch stub {
            case "open": text += "static int \(name)(\(device))\n{\n\treturn -EINVAL;\n}\n\n"
            default: text += "static void \(name)(\(device))\n{\n}\n\n"
            }
        }
        return text
    }

    /// Functions in front of the table that register the driver need to know its name.
    private func declareDriverEarly(_ builder: inout PlanBuilder) throws(Refusal) {
        let place = table.node.range.start
        let users = ModuleStep(context).functionsThatNameTheDriver.filter {
            $0.file.path == table.node.file.path && $0.range.start < place
        }
        guard let first = users.min(by: { $0.range.start < $1.range.start }) else { return }
        try builder.add(
            "M-15", "the mdev_driver", in: first.file,
            [.insert("static struct mdev_driver \(context.names.driver);\n\n", at: first.startWithComment)])
    }
}
