// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// A table in allocated memory or inside another struct, at levels that have none: the pointers and fields that led to it
/// go with all that was done with them.
struct VanishingTable {
    let table: WrappedTable
    let usage: DriverUsage

    private static let title = "the ops table goes"
    private var index: DriverIndex { usage.index }

    /// What can hold the table: a field of a struct, or a variable.
    private enum Holder: Hashable {
        case field(record: String, name: String)
        case variable(function: String, name: String)
    }

    private func holder(_ node: SyntaxNode) -> Holder? {
        let plain = node.unwrapped
        switch plain.kind {
        case .memberReference: return .field(record: plain.owner, name: plain.name)
        case .field: return plain.parent.map { .field(record: $0.name, name: plain.name) }
        case .reference, .variable, .parameter:
            guard CType.recordName(plain.canonicalType) == OldAPI.tableRecord else { return nil }
            let isGlobal = index.variables[plain.name] != nil && plain.kind != .parameter
            return .variable(function: isGlobal ? "" : plain.enclosingFunction?.name ?? "", name: plain.name)
        default: return nil
        }
    }

    /// Returns the places that were dealt with.
    func plan(_ builder: inout PlanBuilder) throws(Refusal) -> [TablePointers.Place] {
        guard let start = holder(table.table.node) else { throw refuse(table.table.node) }
        let holders = closure(of: start)
        var gone: [SyntaxNode] = []
        var seen: Set<TablePointers.Place> = []
        for mention in index.nodes(.reference) + index.nodes(.memberReference) {
            guard let here = holder(mention), holders.contains(here), seen.insert(.init(mention)).inserted else {
                continue
            }
            if let statement = try statement(of: mention, holders, &builder), !gone.contains(statement) {
                gone.append(statement)
            }
        }
        for statement in gone {
            try builder.add("M-16", Self.title, in: statement.file, [AssignmentRemoval.deletion(of: statement)])
        }
        try dropLabels(gone, &builder)
        return gone.map { .init($0) } + (try dropDeclarations(holders, &builder))
    }

    private func refuse(_ node: SyntaxNode) -> Refusal {
        Refusal(
            rule: "M-16", path: node.file.path, position: node.position,
            message: "the ops table \(table.table.name) is used here in a way that is not followed",
            advice: "make the table a variable of its own, then convert again")
    }

    /// All that the table is handed on to.
    private func closure(of start: Holder) -> Set<Holder> {
        var holders: Set<Holder> = [start]
        var changed = true
        while changed {
            changed = false
            for node in index.nodes(.assignment) + index.nodes(.variable) {
                let left = node.kind == .variable ? node : node.left
                let right = node.kind == .variable ? node.initialiser : node.right
                guard let left, let right, let from = holder(right), let to = holder(left) else { continue }
                if holders.contains(from), holders.insert(to).inserted { changed = true }
                if holders.contains(to), holders.insert(from).inserted { changed = true }
            }
        }
        return holders
    }

    // MARK: Mentions

    /// The statement that goes with a mention; nil when the mention was replaced, or goes with something else.
    private func statement(
        of mention: SyntaxNode, _ holders: Set<Holder>, _ builder: inout PlanBuilder
    ) throws(Refusal) -> SyntaxNode? {
        if table.assignments.contains(where: {
            $0.node.range.contains(mention.range) && $0.node.file.path == mention.file.path
        }) {
            return nil
        }
        var node = mention
        if let parent = DeviceUses.meaningfulParent(of: node), parent.kind == .unary, parent.operatorText == "&" {
            node = parent
        }
        guard let parent = DeviceUses.meaningfulParent(of: node) else { throw refuse(mention) }
        if parent.kind == .call, let name = parent.calledName {
            if name == "mdev_register_device", parent.arguments.last?.range.contains(mention.range) ?? false,
                let argument = parent.arguments.last
            {
                try builder.add(
                    "M-17", "parents are registered with the mdev_driver", in: argument.file,
                    [TextEdit(argument.range, "&\(table.context.names.driver)")])
                return nil
            }
            if OldAPI.freers.contains(name) || name == "devm_kfree" || name == "memset",
                parent.enclosingStatement == parent
            {
                return parent
            }
            if name.hasPrefix("sizeof") { return nil }
        }
        if parent.kind == .sizeof { return nil }
        if parent.kind == .assignment, parent.enclosingStatement == parent,
            let left = parent.left.flatMap(holder), holders.contains(left)
        {
            return parent
        }
        if parent.kind == .variable { return nil }
        // if (!ops) …, if (IS_ERR(ops)) …
        if let test = mention.ancestor(where: { $0.kind == .ifStatement }), test.elseBranch == nil,
            let condition = test.condition, condition.range.contains(mention.range),
            condition.descendants(.reference, .memberReference).allSatisfy({ other in
                other.range.overlaps(mention.range) || other.canonicalType.contains("(")
                    || mention.range.contains(other.range)
            })
        {
            return test
        }
        throw refuse(mention)
    }

    /// Labels that only led away from what is gone.
    private func dropLabels(_ gone: [SyntaxNode], _ builder: inout PlanBuilder) throws(Refusal) {
        let functions = Set(gone.compactMap(\.enclosingFunction))
        for function in functions.sorted(by: { $0.range < $1.range }) {
            for label in function.descendants(.label) {
                let jumps = function.descendants(.goto).filter { jump in
                    jump.children.contains { $0.kind == .labelReference && $0.name == label.name }
                }
                let left = jumps.filter { jump in !gone.contains { $0.range.contains(jump.range) } }
                guard !jumps.isEmpty, left.isEmpty, let inner = label.children.last else { continue }
                let line = label.file.startOfLine(at: inner.range.start)
                let isOnLineOfItsOwn = line > label.range.start
                let end = isOnLineOfItsOwn ? line : inner.range.start
                let start = isOnLineOfItsOwn ? label.file.startOfLine(at: label.range.start) : label.range.start
                try builder.add("M-16", Self.title, in: label.file, [.delete(SourceRange(start, end))])
            }
        }
    }

    // MARK: Declarations

    private func dropDeclarations(
        _ holders: Set<Holder>, _ builder: inout PlanBuilder
    ) throws(Refusal) -> [TablePointers.Place] {
        var places: [TablePointers.Place] = []
        for node in index.declarations.flatMap({ $0.descendants(.field, .variable, .parameter) }) {
            guard let here = holder(node), holders.contains(here) else { continue }
            switch node.kind {
            case .field:
                try builder.add("M-16", Self.title, in: node.file, [.delete(node.statementLines)])
            case .variable where node.enclosingFunction != nil:
                guard let edit = DeclarationRemoval.edit(for: node) else { throw refuse(node) }
                try builder.add("M-16", Self.title, in: node.file, [edit])
            case .variable:
                try builder.add("M-16", Self.title, in: node.file, [.delete(node.declarationWithComment)])
            default: throw refuse(node)
            }
            places.append(.init(node))
        }
        return places
    }
}
