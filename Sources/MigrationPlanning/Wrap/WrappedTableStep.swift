// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// M-10 to M-16: the generated code, and what becomes of the table itself: up to 5.18 it names the driver, else the
/// driver stands in its place.
struct WrappedTableStep {
    let table: WrappedTable
    let names: WrapNames
    /// Other files of the module name the driver.
    let isShared: Bool
    /// What registers the drivers, where that is more than a call; stands behind the last one.
    let functions: String

    private var context: DriverContext { table.context }
    private var ops: OpsTable { table.table }
    private static let title = "the driver's functions are called by a vfio_device of its own"

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        let remove = context.remove
        let text = WrapText(
            wrapped: table, names: names, deviceGroups: constantGroups("mdev_attr_groups"),
            typeGroups: context.target.registersParentWithDriver ? constantGroups("supported_type_groups") : nil,
            removeMayFail: remove.map { RemoveResults($0).mayFail } ?? true, isShared: isShared)
        let isElement = if case .arrayElement = ops.storage { true } else { false }
        var block = text.text.isEmpty ? "" : text.text + "\n"
        let tail = functions.isEmpty ? "" : functions + "\n"
        if isElement, context.target.registersParentWithDriver {
            try replaceElement(with: text.driver, &builder)
            if !tail.isEmpty {
                let end = context.file.endOfLine(at: table.owner.rangeWithSemicolon.end - 1)
                try builder.add("M-15", "the mdev_driver", in: context.file, [.insert("\n" + functions, at: end)])
            }
        } else if context.target.registersParentWithDriver, ops.node.kind == .variable, !table.hasAssignedCallbacks {
            let range = SourceRange(
                context.file.startOfLine(at: ops.node.range.start), ops.node.rangeWithSemicolon.end)
            let definition = text.driver.definition + (functions.isEmpty ? "" : "\n" + functions)
            try builder.add(
                "M-15", "the mdev_driver", in: context.file,
                [TextEdit(range, definition.trimmingSuffix(while: \.isNewline).description)])
        } else {
            block += text.driver.definition + "\n" + tail
            if context.target.tableNamesDriver {
                try nameDriver(&builder)
            } else {
                try dropVariable(&builder)
            }
        }
        if !block.isEmpty {
            try builder.add("M-10", Self.title, in: context.file, [.insert(block, at: table.place)])
        }
        try AssignedMembers(table: table, hasConstantGroups: { constantGroups($0) != nil }).plan(&builder)
    }

    /// Groups that can stand in the driver's initialiser.
    private func constantGroups(_ name: String) -> String? {
        guard let member = ops.member(name), !member.isNull else { return nil }
        guard member.isAssignment else { return member.value.text }
        let value = member.value.unwrapped
        guard value.kind == .reference, let variable = context.index.variables[value.name],
            variable.enclosingFunction == nil, variable.file.path == context.file.path,
            variable.canonicalType.hasSuffix("]"), variable.range.start < table.place
        else { return nil }
        return value.name
    }

    // MARK: 5.14 to 5.18

    /// Takes the callbacks out of the initialiser and names the driver in it.
    private func nameDriver(_ builder: inout PlanBuilder) throws(Refusal) {
        guard !table.hasAssignedCallbacks, let list = initialiser else { return }
        let file = list.file
        let title = "the ops table names the driver"
        let layout = TableLayout(list)
        let gone = Set(OldAPI.callbacks + ["mdev_attr_groups"])
        let members = ops.members.filter { !$0.isAssignment }
        guard layout.isInLines else {
            var items = members.filter { !gone.contains($0.name) && OldAPI.tableMembers.contains($0.name) }.map {
                "\t.\($0.name) = \($0.value.text),\n"
            }
            items.append("\t.device_driver = &\(context.names.driver),\n")
            try builder.add("M-16", title, in: file, [TextEdit(list.range, "{\n\(items.joined())}")])
            return
        }
        let deletions = members.filter { gone.contains($0.name) || !OldAPI.tableMembers.contains($0.name) }
            .map { TableLayout.deletion(of: $0) }
        try builder.add(
            "M-16", title, in: file, deletions + layout.emptyConditions(without: deletions.map(\.range)))
        let line = layout.member("device_driver", "&\(context.names.driver)")
        let owner = members.first { $0.name == "owner" }?.node
        let start = owner.map { file.endOfLine(at: $0.range.end - 1) } ?? file.endOfLine(at: list.range.start)
        try builder.add("M-16", title, in: file, [.insert(line, at: start)])
    }

    private var initialiser: SyntaxNode? {
        if case .arrayElement = ops.storage { return ops.node }
        return ops.node.kind == .variable ? ops.node.initialiser : nil
    }

    // MARK: series-v2

    /// A variable whose members are given by assignments has nothing left to hold.
    private func dropVariable(_ builder: inout PlanBuilder) throws(Refusal) {
        guard ops.node.kind == .variable else { return }
        try builder.add("M-16", "the ops table goes", in: context.file, [.delete(ops.node.statementLines)])
    }

    private func replaceElement(with driver: DriverText, _ builder: inout PlanBuilder) throws(Refusal) {
        let list = ops.node
        let indent = list.indentation
        try builder.add(
            "M-15", "the mdev_driver", in: context.file,
            [TextEdit(list.range, "{\n\(driver.members(indent: indent + "\t"))\(indent)}")])
    }
}

extension WrappedTable {
    /// Callbacks are given when the module runs, not by an initialiser.
    var hasAssignedCallbacks: Bool { assignments.contains { OldAPI.callbacks.contains($0.name) } }
}

extension String {
    func trimmingSuffix(while fits: (Character) -> Bool) -> Substring {
        var text = self[...]
        while let last = text.last, fits(last) { text.removeLast() }
        return text
    }
}
