// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// A table in allocated memory, at levels that have none: what pointed to the memory points to the driver, which is there
/// all the time.
struct AllocatedTable {
    let table: WrappedTable
    let usage: DriverUsage

    private static let title = "the driver is not allocated"

    /// Returns the places that were dealt with.
    func plan(_ builder: inout PlanBuilder) throws(Refusal) -> [TablePointers.Place] {
        var places: [TablePointers.Place] = []
        var isFound = false
        for call in usage.index.nodes(.call) where !call.isFromMacro || call.range.count > 0 {
            guard let name = call.calledName else { continue }
            if OldAPI.isAllocator(name), holdsTable(call) {
                isFound = true
                try builder.add(
                    "M-16", Self.title, in: call.file, [TextEdit(call.range, "&\(table.context.names.driver)")])
                places.append(.init(call))
                try dropNullTest(behind: call, &builder)
            }
            if OldAPI.freers.contains(name) || name == "devm_kfree", call.arguments.contains(where: isTable),
                call.enclosingStatement == call
            {
                try builder.add("M-16", Self.title, in: call.file, [AssignmentRemoval.deletion(of: call)])
                places.append(.init(call))
            }
        }
        guard isFound else {
            throw Refusal(
                rule: "M-16", path: table.context.file.path, position: table.table.node.position,
                message: "where the ops table \(table.table.name) is allocated is not seen",
                advice: "make the table a variable of its own, then convert again")
        }
        return places
    }

    /// `if (!ops) return NULL;`: the driver is always there.
    private func dropNullTest(behind call: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let statement = call.enclosingStatement
        guard let holder = DeviceUses.meaningfulParent(of: call), let block = statement.parent,
            let position = block.children.firstIndex(of: statement), position + 1 < block.children.count
        else { return }
        let name = holder.kind == .variable ? holder.name : holder.left?.text ?? ""
        let test = block.children[position + 1]
        guard test.kind == .ifStatement, let condition = test.condition,
            ["!\(name)", "\(name) == NULL", "unlikely(!\(name))"].contains(condition.text),
            let edits = NullTests.removal(of: condition)
        else { return }
        try builder.add("M-16", Self.title, in: test.file, edits)
    }

    private func isTable(_ node: SyntaxNode) -> Bool {
        CType.recordName(node.unwrapped.canonicalType) == OldAPI.tableRecord
    }

    /// What the call gives goes to a pointer to a table.
    private func holdsTable(_ call: SyntaxNode) -> Bool {
        guard let parent = DeviceUses.meaningfulParent(of: call) else { return false }
        switch parent.kind {
        case .variable: return isTable(parent)
        case .assignment: return parent.left.map(isTable) ?? false
        default: return false
        }
    }
}
