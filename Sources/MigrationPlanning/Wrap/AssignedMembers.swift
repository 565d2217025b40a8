// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// Members that are given to a table when the module runs: callbacks go, groups go to the driver.
struct AssignedMembers {
    let table: WrappedTable
    /// Groups of this name stand in the driver's initialiser already.
    let hasConstantGroups: (String) -> Bool

    private var context: DriverContext { table.context }
    private var keepsTable: Bool { context.target.tableNamesDriver }
    private static let title = "what was given to the ops table at run time"

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        var removed: [SyntaxNode] = []
        var isNamed = !(keepsTable && table.hasAssignedCallbacks)
        for member in table.assignments {
            if !isNamed, OldAPI.callbacks.contains(member.name) {
                isNamed = true
                try nameDriver(in: member, &builder)
            } else if let holder = newHolder(of: member) {
                guard let left = member.node.left else { continue }
                try builder.add("M-14", Self.title, in: left.file, [TextEdit(left.range, holder)])
                reviewParentsGroups(member, &builder)
            } else if goes(member), OldAPI.tableMembers.contains(member.name) {
                removed.append(member.node)
            }
        }
        try AssignmentRemoval.plan(removed, rule: "M-16", title: Self.title, &builder)
    }

    private func goes(_ member: TableMember) -> Bool {
        if !keepsTable {
            return
                !(table.table.storage == .heap && member.name == "supported_type_groups"
                && !hasConstantGroups(member.name))
        }
        return OldAPI.callbacks.contains(member.name) || member.name == "mdev_attr_groups"
    }

    /// What is assigned to instead.
    private func newHolder(of member: TableMember) -> String? {
        if member.isNull || hasConstantGroups(member.name) { return nil }
        switch member.name {
        // The pointer points to the driver, which has the member as well.
        case "supported_type_groups" where !keepsTable && table.table.storage == .heap: return nil
        case "supported_type_groups" where !keepsTable: return "\(context.names.driver).supported_type_groups"
        case "mdev_attr_groups": return "\(context.names.driver).driver.dev_groups"
        default: return nil
        }
    }

    private func nameDriver(in member: TableMember, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let left = member.node.left, let inner = left.unwrapped.children.first else { return }
        let behind = SourceRange(inner.range.end, left.range.end)
        let text = left.file.text(in: behind).replacing(member.name, with: "device_driver")
        try builder.add(
            "M-16", "the ops table names the driver", in: left.file,
            [TextEdit(behind, text), TextEdit(member.value.range, "&\(context.names.driver)")])
    }

    /// One driver serves all parents: groups that belong to one of them would be taken for all.
    private func reviewParentsGroups(_ member: TableMember, _ builder: inout PlanBuilder) {
        let value = member.value.unwrapped
        let isGlobal = value.kind == .reference && context.index.variables[value.name] != nil
        let isLocal = value.kind == .reference && !isGlobal
        if isGlobal || (isLocal && table.table.node.kind == .variable) { return }
        builder.review(
            ReviewItem(
                rule: "M-14", path: member.node.file.path, position: member.node.position,
                message: "\(member.value.text) is given to the one mdev_driver, for all parents",
                reason: "from 5.19 on the type groups belong to the driver; here each parent may have had its own",
                choices: [
                    "leave it so when there is one parent, or all have the same types",
                    "make an mdev_driver of its own, with a name of its own, for each kind of parent",
                ]))
    }
}

/// Takes assignments out of their statements, also out of some that are joined by commas.
enum AssignmentRemoval {
    static func plan(
        _ assignments: [SyntaxNode], rule: RuleID, title: String, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        let gone = Set(assignments)
        var done: Set<SyntaxNode> = []
        for assignment in assignments {
            let statement = assignment.enclosingStatement
            guard done.insert(statement).inserted else { continue }
            let leaves = operands(of: statement)
            let kept = leaves.filter { !gone.contains($0.unwrapped) && !gone.contains($0) }
            if kept.isEmpty {
                try builder.add(rule, title, in: statement.file, [deletion(of: statement)])
                continue
            }
            var edits: [TextEdit] = []
            for (position, leaf) in leaves.enumerated() where !kept.contains(leaf) {
                if let previous = leaves[..<position].last(where: kept.contains) {
                    // From the end of what is in front, commas included.
                    let from = position > 0 ? leaves[position - 1].range.end : previous.range.end
                    edits.append(.delete(SourceRange(from, leaf.range.end)))
                } else {
                    edits.append(.delete(SourceRange(leaf.range.start, leaves[position + 1].range.start)))
                }
            }
            try builder.add(rule, title, in: statement.file, edits)
        }
    }

    /// A statement in braces or behind a label goes with its lines; with all of a branch goes the test.
    static func deletion(of statement: SyntaxNode) -> TextEdit {
        guard let parent = statement.parent else { return TextEdit(statement.rangeWithSemicolon, ";") }
        switch parent.kind {
        case .compound: return .delete(statement.statementLines)
        case .label where parent.parent?.children.last != parent && startsLine(statement):
            return .delete(statement.statementLines)
        case .ifStatement
        where parent.elseBranch == nil
            && parent.descendants(.call, .unary, .assignment).allSatisfy({
                statement.range.contains($0.range) || $0.operatorText == "!"
            }) && parent.parent?.kind == .compound:
            return .delete(
                statement.file.wholeLines(SourceRange(parent.range.start, statement.rangeWithSemicolon.end)))
        default: return TextEdit(statement.rangeWithSemicolon, ";")
        }
    }

    private static func startsLine(_ statement: SyntaxNode) -> Bool {
        let file = statement.file
        return file.text(in: SourceRange(file.startOfLine(at: statement.range.start), statement.range.start))
            .allSatisfy(\.isWhitespace)
    }

    private static func operands(of node: SyntaxNode) -> [SyntaxNode] {
        guard node.kind == .binary, node.operatorText == ",", let left = node.left, let right = node.right else {
            return [node]
        }
        return operands(of: left) + operands(of: right)
    }
}
