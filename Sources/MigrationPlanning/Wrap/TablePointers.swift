// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// M-17 where there is no ops table any more: whatever pointed to a table points to the driver in its place.
struct TablePointers {
    let usage: DriverUsage
    let tables: [WrappedTable]
    let target: KernelLevel

    private static let title = "parents are registered with the mdev_driver"

    /// Tables that are variables of their own, by name: what they are called now.
    private var renamed: [String: String] {
        var names: [String: String] = [:]
        for table in tables where table.table.node.kind == .variable {
            if case .arrayElement = table.table.storage { continue }
            names[table.table.name] = table.context.names.driver
        }
        return names
    }

    /// Another file than the table's own mentions the table, so it will mention the driver.
    var isSeenElsewhere: Bool {
        guard target.registersParentWithDriver else { return false }
        let names = renamed
        for table in tables where names[table.table.name] != nil {
            let path = table.context.file.path
            let isElsewhere = usage.index.declarations.contains { top in
                top.file.path != path
                    && (top.name == table.table.name
                        || top.subtree.contains { $0.kind == .reference && $0.name == table.table.name })
            }
            if isElsewhere { return true }
        }
        return false
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard target.registersParentWithDriver else { return }
        var handled = tables.flatMap { table in
            (table.table.node.kind == .variable || table.isElement ? [Place(table.table.node)] : [])
                + table.assignments.map { Place($0.node) }
        }
        for table in tables {
            switch table.table.storage {
            case .embedded: handled += try VanishingTable(table: table, usage: usage).plan(&builder)
            case .heap: handled += try AllocatedTable(table: table, usage: usage).plan(&builder)
            case .behindPointer:
                throw Refusal(
                    rule: "M-16", path: table.context.file.path, position: table.table.node.position,
                    message: "which ops table is filled here is not seen",
                    advice: "fill the table where it is defined, then convert again")
            default: break
            }
        }
        try rename(usage, handled, &builder)
        try retype(usage, handled, &builder)
    }

    struct Place: Hashable {
        var path: String
        var range: SourceRange
        init(_ node: SyntaxNode) {
            path = node.file.path
            range = node.range
        }
        func contains(_ range: SourceRange, in path: String) -> Bool { self.path == path && self.range.contains(range) }
    }

    // MARK: Names

    private func rename(_ usage: DriverUsage, _ handled: [Place], _ builder: inout PlanBuilder) throws(Refusal) {
        let names = renamed
        var seen: Set<Place> = []
        for node in usage.index.nodes(.reference) {
            guard let name = names[node.name], CType.recordName(node.canonicalType) == OldAPI.tableRecord,
                !handled.contains(where: { $0.contains(node.range, in: node.file.path) }),
                seen.insert(Place(node)).inserted
            else { continue }
            try refuseCopies(node)
            try builder.add("M-17", Self.title, in: node.file, [TextEdit(node.range, name)])
        }
    }

    /// A registered driver cannot be copied, as a table could.
    private func refuseCopies(_ node: SyntaxNode) throws(Refusal) {
        var parent = DeviceUses.meaningfulParent(of: node)
        // The driver has that member, too.
        if parent?.kind == .memberReference, parent?.name == "supported_type_groups" { return }
        let isAddress = parent?.kind == .unary && parent?.operatorText == "&"
        if isAddress, let address = parent { parent = DeviceUses.meaningfulParent(of: address) }
        let copies: Set<String> = ["memcpy", "kmemdup", "memmove", "devm_kmemdup", "__builtin_memcpy"]
        let isCopied = parent?.kind == .call && copies.contains(parent?.calledName ?? "")
        guard !isAddress || isCopied else { return }
        throw Refusal(
            rule: "M-16", path: node.file.path, position: node.position,
            message: "the ops table \(node.name) is copied here, and the driver that takes its place cannot be",
            advice: "register the table itself, then convert again")
    }

    // MARK: Types

    private func retype(_ usage: DriverUsage, _ handled: [Place], _ builder: inout PlanBuilder) throws(Refusal) {
        let names = renamed
        var seen: Set<String> = []
        for unit in usage.index.units {
            for list in unit.tree.files where seen.insert(list.file.path).inserted {
                let file = list.file
                for position in list.tokens.indices where list.token(position, is: "mdev_parent_ops") {
                    let range = list.tokens[position].range
                    guard position > 0, list.token(position - 1, is: "struct"), !list.tokens[position].isInDirective,
                        !unit.isInactive(range, in: file.path),
                        !handled.contains(where: { $0.contains(range, in: file.path) })
                    else { continue }
                    var first = position - 1
                    if first > 0, list.token(first - 1, is: "const") { first -= 1 }
                    var last = position
                    if list.token(position + 1, is: "const") { last += 1 }
                    let whole = SourceRange(list.tokens[first].range.start, list.tokens[last].range.end)
                    try builder.add("M-17", Self.title, in: file, [TextEdit(whole, "struct mdev_driver")])
                    // A mere declaration of a table declares the driver.
                    if let name = names[list.text(at: last + 1)] {
                        try builder.add(
                            "M-17", Self.title, in: file, [TextEdit(list.tokens[last + 1].range, name)])
                    }
                }
            }
        }
    }
}

extension WrappedTable {
    var isElement: Bool { if case .arrayElement = table.storage { true } else { false } }
}
