// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// C-02, C-03: the `mdev_parent_ops` that names a driver goes; its type groups move into the driver.
struct DriverTableStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    static let title = "type groups are in the mdev_driver"

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.driverHasGroups else { return }
        var groups: [String: String] = [:]
        for table in context.usage.tables {
            switch table.storage {
            case .constantVariable, .mutableVariable:
                let driver = try driver(of: table)
                try unambiguous(table, driver, &groups)
                try variable(table, driver, &draft)
            case .embedded: try embedded(table, try driver(of: table), &draft)
            case .heap, .behindPointer: try pointer(table, &draft)
            case .declaredElsewhere: break
            case .unreadable, .arrayElement:
                throw context.refuse(
                    "C-02", table.node, "the ops table \(table.name) is \(table.storage.description)",
                    UpgradePlanner.byHand)
            }
        }
        try retype(&draft)
    }

    /// `&D` of `.device_driver = &D`.
    private func driver(of table: OpsTable) throws(Refusal) -> String {
        guard let value = table.member("device_driver")?.value else {
            throw context.refuse(
                "C-02", table.node, "\(table.name) names no device_driver", "convert the driver to struct mdev_driver first")
        }
        let plain = value.unwrapped
        guard plain.kind == .unary, plain.operatorText == "&", let inner = plain.children.first?.unwrapped,
            inner.kind == .reference, inner.enclosingFunction == nil || context.index.variables[inner.name] != nil
        else {
            throw context.refuse(
                "C-02", value, "which driver \(table.name) names is decided at run time", UpgradePlanner.byHand)
        }
        return inner.name
    }

    /// The core keeps the driver's groups for as long as a parent is there: they cannot be other ones for another parent.
    private func unambiguous(
        _ table: OpsTable, _ driver: String, _ groups: inout [String: String]
    ) throws(Refusal) {
        guard let value = table.member("supported_type_groups")?.value.text else { return }
        if let known = groups[driver], known != value {
            throw context.refuse(
                "C-02", table.node, "\(driver) serves parents with different type groups, and a driver has one list",
                "make an mdev_driver for each list of groups, then convert again")
        }
        groups[driver] = value
    }

    // MARK: Variables

    private func variable(_ table: OpsTable, _ driver: String, _ draft: inout UpgradeDraft) throws(Refusal) {
        let heads = context.index.declarations.filter { $0.kind == .variable && $0.name == table.name }
        for head in heads {
            guard !head.isFromMacro, head.nameRange != nil else {
                throw context.refuse("C-02", head, "\(table.name) is made by a macro", UpgradePlanner.byHand)
            }
            let isForward = head.initialiser == nil && head != table.node
            let announced = isForward ? announcement(of: driver, for: head) : ""
            draft.remove("C-02", Self.title, in: head.file, head.declarationWithComment, leaving: announced)
        }
        let isAnnounced = heads.contains { !$0.isStatic && $0 != table.node }
        if isAnnounced, let node = context.index.variables[driver], node.isStatic { share(node, &draft) }

        if let member = table.members.last(where: { $0.name == "supported_type_groups" && !$0.isAssignment && !$0.isNull })
        {
            try give(driver, member.value, table, &draft)
        }
        for member in table.members where member.isAssignment { try assignment(member, to: driver, &draft) }
        if let member = table.members.last(where: { $0.name == "dev_attr_groups" && !$0.isNull }) {
            try ParentAttributes(context).plan(member, &draft)
        }
        try references(to: table.name, driver, &draft)
    }

    /// What stood for the table early in the file stands for the driver now, unless that is announced itself.
    private func announcement(of driver: String, for head: SyntaxNode) -> String {
        let known = context.index.declarations.contains {
            $0.kind == .variable && $0.name == driver && $0.file.path == head.file.path
                && ($0.range.start < head.range.start || $0.initialiser == nil)
        }
        if known { return "" }
        return (head.isStatic ? "static " : "extern ") + "struct mdev_driver \(driver);\n\n"
    }

    /// Another file needs the driver's name.
    private func share(_ node: SyntaxNode, _ draft: inout UpgradeDraft) {
        for head in context.index.declarations
        where head.kind == .variable && head.name == node.name && head.file.path == node.file.path {
            let first = head.tokens.index(atOrAfter: head.range.start)
            guard head.tokens.token(first, is: "static"), first + 1 < head.tokens.tokens.count else { continue }
            draft.add(
                "C-02", Self.title, in: head.file,
                [.delete(SourceRange(head.range.start, head.tokens.tokens[first + 1].range.start))])
        }
    }

    /// As a member of the driver where the groups are declared by then, else before the parent is registered.
    private func give(
        _ driver: String, _ value: SyntaxNode, _ table: OpsTable, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        if let node = context.index.variables[driver], let list = node.initialiser, list.kind == .initialiserList,
            !node.isFromMacro, isDeclared(value, before: node)
        {
            draft.add(
                "C-02", Self.title, in: node.file,
                TableText.addition("supported_type_groups", value.text, to: list))
            return
        }
        let calls = context.index.calls("mdev_register_device").filter { call in
            call.subtree.contains { $0.kind == .reference && $0.name == table.name }
        }
        guard !calls.isEmpty else {
            throw context.refuse(
                "C-02", value, "\(value.text) is not known where \(driver) is defined",
                "move the type groups in front of the driver, then convert again")
        }
        for call in calls {
            let statement = call.enclosingStatement
            let file = call.file
            guard file.path == value.file.path || context.index.variables[value.unwrapped.name]?.isStatic == false else {
                throw context.refuse("C-02", call, "\(value.text) is not known in this file", UpgradePlanner.byHand)
            }
            draft.add(
                "C-02", Self.title, in: file,
                [
                    .insert(
                        "\(statement.indentation)\(driver).supported_type_groups = \(value.text);\n",
                        at: file.startOfLine(at: statement.range.start))
                ])
        }
    }

    private func isDeclared(_ value: SyntaxNode, before node: SyntaxNode) -> Bool {
        value.subtree.filter { $0.kind == .reference }.allSatisfy { reference in
            context.index.declarations.contains { head in
                guard head.kind == .variable && head.name == reference.name else { return false }
                return head.file.path == node.file.path ? head.range.start < node.range.start : !head.isStatic
            }
        }
    }

    private func assignment(_ member: TableMember, to driver: String, _ draft: inout UpgradeDraft) throws(Refusal) {
        let node = member.node
        guard node.enclosingStatement == node, node.parent?.kind == .compound || node.parent?.kind == .label else {
            throw context.refuse(
                "C-02", node, "a member of the table is set in the middle of a statement",
                "make it a statement of its own, then convert again")
        }
        switch member.name {
        case "supported_type_groups":
            guard let base = node.left?.unwrapped.children.first else { return }
            let end = node.left?.unwrapped.range.end ?? base.range.end
            draft.add(
                "C-02", Self.title, in: node.file,
                [TextEdit(SourceRange(base.range.start, end), "\(driver).supported_type_groups")])
        default: draft.remove("C-02", Self.title, in: node.file, node.statementLines)
        }
    }

    /// `&O` anywhere is the driver's address; whatever else is done with the table has no counterpart.
    private func references(to name: String, _ driver: String, _ draft: inout UpgradeDraft) throws(Refusal) {
        for use in context.index.nodes(.reference) where use.name == name && !draft.isRemoved(use) {
            if draft.isGone(use, naming: name) { continue }
            guard let parent = use.parent, parent.kind == .unary, parent.operatorText == "&", !parent.isFromMacro else {
                throw context.refuse(
                    "C-02", use, "\(name) is used in a way that a driver cannot stand in for", UpgradePlanner.byHand)
            }
            draft.add(
                "C-03", "the parent is registered with the driver", in: use.file, [TextEdit(parent.range, "&\(driver)")])
        }
    }

    // MARK: Fields

    private func embedded(_ table: OpsTable, _ driver: String, _ draft: inout UpgradeDraft) throws(Refusal) {
        draft.remove("C-02", Self.title, in: table.node.file, table.node.statementLines)
        for member in table.members where member.isAssignment { try assignment(member, to: driver, &draft) }
        if let member = table.members.last(where: { $0.name == "dev_attr_groups" && !$0.isNull }) {
            try ParentAttributes(context).plan(member, &draft)
        }
        for use in context.index.nodes(.memberReference)
        where use.name == table.name && use.recordName == OldAPI.tableRecord && !use.canonicalType.contains("*") {
            if draft.isGone(use, naming: table.name) { continue }
            guard let parent = use.parent, parent.kind == .unary, parent.operatorText == "&" else {
                throw context.refuse(
                    "C-02", use, "\(table.name) is used in a way that a driver cannot stand in for",
                    UpgradePlanner.byHand)
            }
            draft.add(
                "C-03", "the parent is registered with the driver", in: use.file, [TextEdit(parent.range, "&\(driver)")])
        }
    }

    // MARK: Pointers

    /// The pointer becomes one to the driver: what was allocated is the driver itself.
    private func pointer(_ table: OpsTable, _ draft: inout UpgradeDraft) throws(Refusal) {
        let base = table.node.name
        for member in table.members where member.isAssignment {
            switch member.name {
            case "supported_type_groups": break
            case "dev_attr_groups" where !member.isNull:
                try ParentAttributes(context).plan(member, &draft)
                draft.remove("C-02", Self.title, in: member.node.file, member.node.statementLines)
            default: draft.remove("C-02", Self.title, in: member.node.file, member.node.statementLines)
            }
        }
        guard table.storage == .heap else { return }
        let driver = try driver(of: table)
        for node in context.index.nodes(.assignment) + context.index.nodes(.variable) {
            let target = node.kind == .variable ? node : node.left?.unwrapped
            let value = node.kind == .variable ? node.initialiser : node.right
            guard let target, target.name == base, target.recordName == OldAPI.tableRecord,
                let call = value?.unwrapped, let name = call.calledName, OldAPI.isAllocator(name)
            else { continue }
            draft.add("C-02", Self.title, in: node.file, [TextEdit(call.range, "&\(driver)")])
        }
        for call in OldAPI.freers.sorted().flatMap({ context.index.calls[$0] ?? [] }) {
            guard let freed = call.arguments.last?.unwrapped, freed.recordName == OldAPI.tableRecord,
                call.enclosingStatement == call
            else { continue }
            draft.remove("C-02", Self.title, in: call.file, call.statementLines)
        }
    }

    /// `const struct mdev_parent_ops *` wherever it is left.
    private func retype(_ draft: inout UpgradeDraft) throws(Refusal) {
        for (list, position) in context.tokens(reading: OldAPI.tableRecord) {
            guard list.token(position - 1, is: "struct") else { continue }
            let name = list.tokens[position].range
            var start = list.tokens[position - 1].range.start
            if list.token(position - 2, is: "const") { start = list.tokens[position - 2].range.start }
            let end = list.token(position + 1, is: "const") ? list.tokens[position + 1].range.end : name.end
            let range = SourceRange(start, end)
            if draft.isRemoved(range, in: list.file.path) { continue }
            let isReplaced = draft.entries.contains {
                $0.file.path == list.file.path && !$0.edit.range.isEmpty && $0.edit.range.contains(range)
            }
            if isReplaced { continue }
            draft.add("C-02", Self.title, in: list.file, [TextEdit(range, "struct mdev_driver")])
        }
    }
}
