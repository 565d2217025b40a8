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
        if let table = context.usage.tables.first(where: { $0.storage == .unreadable }) {
            throw context.refuse(
                "C-02", table.node, "the ops table \(table.name) is \(table.storage.description)",
                UpgradePlanner.byHand)
        }
        var groups: [String: String] = [:]
        for use in ParentOpsUse.all(context.index) {
            switch use.place {
            case .variable:
                // Declared here, defined in a file that is not at hand.
                if use.members.isEmpty, use.node.initialiser == nil { continue }
                let driver = try driver(of: use)
                try unambiguous(use, driver, &groups, &draft)
                try variable(use, driver, &draft)
            case .field:
                let driver = try driver(of: use)
                try unambiguous(use, driver, &groups, &draft)
                try embedded(use, driver, &draft)
            case .pointer, .pointerField:
                if use.member("device_driver") != nil {
                    try unambiguous(use, try driver(of: use), &groups, &draft)
                }
                try pointer(use, &draft)
            }
        }
        try ArrayTableStep(context).plan(&draft) { element, draft throws(Refusal) in
            let driver = try driver(of: element)
            try unambiguous(element, driver, &groups, &draft)
            try members(element, driver, &draft)
            return driver
        }
        try retype(&draft)
    }

    /// What the initialiser of a table says, where it does not name the driver.
    private func members(_ table: ParentOpsUse, _ driver: String, _ draft: inout UpgradeDraft) throws(Refusal) {
        if let member = table.members.last(where: {
            $0.name == "supported_type_groups" && !$0.isAssignment && !$0.isNull
        }) {
            try give(driver, member.value, table, &draft)
        }
        if let member = table.member("dev_attr_groups") { try ParentAttributes(context).plan(member, &draft) }
        if let member = table.member("mdev_attr_groups") { try deviceGroups(member.value, of: driver, &draft) }
    }

    /// `&D` of `.device_driver = &D`.
    private func driver(of table: ParentOpsUse) throws(Refusal) -> String {
        guard let value = table.member("device_driver")?.value else {
            throw context.refuse(
                "C-02", table.node, "\(table.name) names no device_driver",
                "convert the driver to struct mdev_driver first")
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
        _ table: ParentOpsUse, _ driver: String, _ groups: inout [String: String], _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard let value = table.member("supported_type_groups")?.value else { return }
        if let known = groups[driver], known != value.text {
            throw context.refuse(
                "C-02", table.node, "\(driver) serves parents with different type groups, and a driver has one list",
                "make an mdev_driver for each list of groups, then convert again")
        }
        groups[driver] = value.text
        let isShared = value.subtree.filter { $0.kind == .reference }.allSatisfy {
            context.index.variables[$0.name] != nil
        }
        guard !isShared else { return }
        draft.review(
            context.review(
                "C-02", value, "every parent sets the type groups of \(driver)",
                "a parent had a table of its own; a driver has one list of groups, and the core reads it again when a parent goes",
                [
                    "nothing, where there is one parent only, or all have the same groups",
                    "make an mdev_driver for each parent",
                ]))
    }

    // MARK: Variables

    private func variable(_ table: ParentOpsUse, _ driver: String, _ draft: inout UpgradeDraft) throws(Refusal) {
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

        for member in table.members where member.isAssignment { try assignment(member, to: driver, &draft) }
        try members(table, driver, &draft)
        try references(to: table.name, driver, &draft)
    }

    /// Attributes of the mdevs are the driver's.
    private func deviceGroups(
        _ value: SyntaxNode, of driver: String, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard let table = context.devices.drivers.first(where: { $0.name == driver }),
            let list = table.member("driver")?.value, list.kind == .initialiserList,
            isDeclared(value, before: table.node),
            !VFIODeviceUsage.members(of: list).contains(where: { $0.name == "dev_groups" })
        else {
            throw context.refuse(
                "C-02", value, "\(value.text) belongs to the device_driver of \(driver)",
                "set .dev_groups of its struct device_driver by hand, then convert again")
        }
        draft.add("C-02", Self.title, in: list.file, TableText.addition("dev_groups", value.text, to: list))
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
        _ driver: String, _ value: SyntaxNode, _ table: ParentOpsUse, _ draft: inout UpgradeDraft
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
            guard file.path == value.file.path || context.index.variables[value.unwrapped.name]?.isStatic == false
            else {
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
            // The groups are read where they are now.
            if let parent = use.parent, parent.kind == .memberReference, parent.name == "supported_type_groups",
                !use.isFromMacro
            {
                draft.add("C-02", Self.title, in: use.file, [TextEdit(use.range, driver)])
                continue
            }
            if let member = use.parent, member.kind == .memberReference, member.name == "device_driver",
                !member.isFromMacro
            {
                draft.add("C-02", Self.title, in: use.file, [TextEdit(member.range, "&\(driver)")])
                continue
            }
            guard let parent = use.parent, parent.kind == .unary, parent.operatorText == "&", !parent.isFromMacro else {
                throw context.refuse(
                    "C-02", use, "\(name) is used in a way that a driver cannot stand in for", UpgradePlanner.byHand)
            }
            let title = "the parent is registered with the driver"
            draft.add("C-03", title, in: use.file, [TextEdit(parent.range, "&\(driver)")])
            if let call = parent.parent, call.kind == .call { draft.relay("C-03", title, call) }
        }
    }

    // MARK: Fields

    private func embedded(_ table: ParentOpsUse, _ driver: String, _ draft: inout UpgradeDraft) throws(Refusal) {
        draft.remove("C-02", Self.title, in: table.node.file, table.node.statementLines)
        for member in table.members where member.isAssignment { try assignment(member, to: driver, &draft) }
        if let member = table.member("dev_attr_groups") {
            try ParentAttributes(context).plan(member, &draft)
        }
        for use in context.index.nodes(.memberReference)
        where use.recordName == OldAPI.tableRecord && ParentOpsUse.place(of: use) == table.place {
            if draft.isGone(use, naming: table.name) { continue }
            guard let parent = use.parent, parent.kind == .unary, parent.operatorText == "&" else {
                throw context.refuse(
                    "C-02", use, "\(table.name) is used in a way that a driver cannot stand in for",
                    UpgradePlanner.byHand)
            }
            let title = "the parent is registered with the driver"
            draft.add("C-03", title, in: use.file, [TextEdit(parent.range, "&\(driver)")])
            if let call = parent.parent, call.kind == .call { draft.relay("C-03", title, call) }
        }
    }

    // MARK: Pointers

    /// The pointer becomes one to the driver: what was allocated is the driver itself.
    private func pointer(_ table: ParentOpsUse, _ draft: inout UpgradeDraft) throws(Refusal) {
        for member in table.members {
            switch member.name {
            case "supported_type_groups": break
            case "dev_attr_groups" where !member.isNull:
                try ParentAttributes(context).plan(member, &draft)
                draft.remove("C-02", Self.title, in: member.node.file, member.node.statementLines)
            default: draft.remove("C-02", Self.title, in: member.node.file, member.node.statementLines)
            }
        }
        for node in context.index.nodes(.assignment) + context.index.nodes(.variable) {
            let target = node.kind == .variable ? node : node.left?.unwrapped
            let value = node.kind == .variable ? node.initialiser : node.right
            guard let target, target.recordName == OldAPI.tableRecord, ParentOpsUse.place(of: target) == table.place,
                let call = value?.unwrapped, let name = call.calledName, OldAPI.isAllocator(name)
            else { continue }
            let driver = try driver(of: table)
            draft.add("C-02", Self.title, in: node.file, [TextEdit(call.range, "&\(driver)")])
            dropTest(behind: node, of: target, &draft)
        }
        for call in OldAPI.freers.sorted().flatMap({ context.index.calls[$0] ?? [] }) {
            guard let freed = call.arguments.last?.unwrapped, ParentOpsUse.place(of: freed) == table.place,
                call.enclosingStatement == call
            else { continue }
            draft.remove("C-02", Self.title, in: call.file, call.statementLines)
        }
    }

    /// `if (!ops)` behind what was an allocation.
    private func dropTest(behind node: SyntaxNode, of target: SyntaxNode, _ draft: inout UpgradeDraft) {
        guard let test = Conditions.next(after: node.enclosingStatement), test.kind == .ifStatement,
            test.elseBranch == nil, let branch = test.thenBranch,
            ["!\(target.text)", "\(target.text) == NULL"].contains(test.condition?.text ?? "")
        else { return }
        let end = branch.kind == .compound ? branch.range.end : branch.rangeWithSemicolon.end
        draft.remove(
            "C-02", Self.title, in: test.file, test.file.wholeLines(SourceRange(test.range.start, end)))
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
