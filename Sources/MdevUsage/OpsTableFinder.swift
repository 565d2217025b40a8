// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// Finds the tables of a driver in all their shapes.
struct OpsTableFinder {
    let index: DriverIndex
    private var tables: [OpsTable] = []
    private var byDeclaration: [Key: Int] = [:]

    private struct Key: Hashable {
        var name: String
        var element: Int
    }

    init(_ index: DriverIndex) { self.index = index }

    mutating func find() -> [OpsTable] {
        for node in index.declarations { findVariables(in: node) }
        defineTentative()
        for assignment in index.nodes(.assignment) { addAssignment(assignment) }
        markRegistered()
        return tables.sorted { a, b in
            let (first, second) = (a.node.file.path, b.node.file.path)
            return first != second ? first < second : a.node.range < b.node.range
        }
    }

    private static func isTable(_ canonicalType: String) -> Bool {
        CType.recordName(canonicalType) == OldAPI.tableRecord && !canonicalType.contains("*")
    }

    // MARK: Variables and fields

    private mutating func findVariables(in top: SyntaxNode) {
        for node in top.descendants(.variable, .field) where Self.isTable(node.canonicalType) {
            switch node.kind {
            case .field: addField(node)
            default: addVariable(node)
            }
        }
    }

    private mutating func addVariable(_ node: SyntaxNode) {
        if let known = byDeclaration[Key(name: node.name, element: -1)], tables[known].storage != .declaredElsewhere {
            return
        }
        // `[KIND] = { … }` has its index as a child of its own: the lists are the elements.
        let elements =
            node.canonicalType.contains("[")
            ? (node.initialiser?.children ?? []).filter { $0.kind == .initialiserList } : []
        if elements.isEmpty {
            // `static struct mdev_parent_ops ops;` is filled at run time.
            let defined = node.isDefinition || node.initialiser != nil || node.isStatic
            let constant = node.canonicalType.hasPrefix("const ")
            let storage: OpsTable.Storage =
                defined
                ? (constant ? .constantVariable : .mutableVariable)
                : isFollowedByValue(node) ? .unreadable : .declaredElsewhere
            add(table(node, name: node.name, storage: storage, values: node.initialiser))
        } else {
            let places = Self.places(of: elements)
            for (position, element) in elements.enumerated() {
                add(
                    table(
                        node, name: "\(node.name)[\(places[position])]", storage: .arrayElement(index: position),
                        values: element, at: element))
            }
        }
    }

    /// `static struct mdev_parent_ops ops;` without another word about it defines the table, all of it zero.
    private mutating func defineTentative() {
        for position in tables.indices where tables[position].storage == .declaredElsewhere {
            let node = tables[position].node
            let isExtern = node.tokens.indices(in: node.range).contains { node.tokens.token($0, is: "extern") }
            if !isExtern { tables[position].storage = .mutableVariable }
        }
    }

    /// The indices of an array's elements, as they are written: `KIND` of `[KIND] = { … }`, else one more than before.
    private static func places(of elements: [SyntaxNode]) -> [String] {
        var base: String?
        var offset = 0
        return elements.map { element in
            if let text = designator(of: element) {
                (base, offset) = (text, 1)
                return text
            }
            defer { offset += 1 }
            return base.map { "\($0) + \(offset)" } ?? "\(offset)"
        }
    }

    /// What stands in the brackets in front of `= { … }`.
    private static func designator(of element: SyntaxNode) -> String? {
        let tokens = element.tokens
        let list = tokens.index(atOrAfter: element.range.start)
        guard list >= 3, tokens.token(list - 1, is: "="), tokens.token(list - 2, is: "]") else { return nil }
        var start = list - 3
        while start > 0, !tokens.token(start, is: "[") { start -= 1 }
        return (start + 1..<list - 2).map { tokens.text(at: $0) }.joined(separator: " ")
    }

    /// `= …` stands behind the declaration, and the parser gave it up.
    private func isFollowedByValue(_ node: SyntaxNode) -> Bool {
        node.tokens.token(node.tokens.index(atOrAfter: node.range.end), is: "=")
    }

    private mutating func addField(_ node: SyntaxNode) {
        guard let record = node.parent, record.kind == .structure else { return }
        add(table(node, name: node.name, storage: .embedded(inStruct: record.name), values: nil))
    }

    private func table(
        _ node: SyntaxNode, name: String, storage: OpsTable.Storage, values: SyntaxNode?, at place: SyntaxNode? = nil
    ) -> OpsTable {
        OpsTable(
            name: name, storage: storage, isStatic: node.isStatic,
            isThroughTypedef: !node.type.contains(OldAPI.tableRecord),
            isMadeByMacro: node.isFromMacro || node.nameRange == nil,
            members: values.map(Self.designated) ?? [], node: place ?? node, isRegistered: false)
    }

    private static func designated(in list: SyntaxNode) -> [TableMember] {
        list.children.compactMap { element in
            guard element.kind == .designatedInitialiser, let member = element.designatedMember,
                let value = element.initialiser
            else { return nil }
            return TableMember(name: member.name, value: value, node: element, isAssignment: false)
        }
    }

    private mutating func add(_ table: OpsTable) {
        let key = Key(name: table.name, element: -1)
        if let known = byDeclaration[key] {
            tables[known] = table
        } else {
            byDeclaration[key] = tables.count
            tables.append(table)
        }
    }

    // MARK: Assignments

    private mutating func addAssignment(_ assignment: SyntaxNode) {
        guard let left = assignment.left?.unwrapped, left.kind == .memberReference, left.owner == OldAPI.tableRecord,
            let value = assignment.right
        else { return }
        let member = TableMember(name: left.name, value: value, node: assignment, isAssignment: true)
        guard let base = left.children.first?.unwrapped else { return }
        let name = base.name
        if let known = byDeclaration[Key(name: name, element: -1)] {
            tables[known].members.append(member)
            return
        }
        var table = OpsTable(
            name: name, storage: storage(ofPointer: base), isStatic: false, isThroughTypedef: false,
            isMadeByMacro: false, members: [member], node: base, isRegistered: false)
        if base.isFromMacro { table.isMadeByMacro = true }
        add(table)
    }

    /// A table reached through a pointer variable: heap when the function allocates it.
    private func storage(ofPointer base: SyntaxNode) -> OpsTable.Storage {
        guard let function = base.enclosingFunction else { return .behindPointer }
        for node in function.subtree {
            let target: SyntaxNode?
            let value: SyntaxNode?
            switch node.kind {
            case .variable: (target, value) = (node, node.initialiser)
            case .assignment: (target, value) = (node.left?.unwrapped, node.right)
            default: continue
            }
            guard let target, target.name == base.name, let call = value?.unwrapped, let name = call.calledName else {
                continue
            }
            if OldAPI.isAllocator(name) { return .heap }
        }
        return .behindPointer
    }

    // MARK: Registration

    private mutating func markRegistered() {
        var names: Set<String> = []
        for call in index.calls("mdev_register_device") where call.arguments.count == 2 {
            names.formUnion(Self.names(in: call.arguments[1]))
        }
        // `ops = wide ? &a : &b;` and `the_ops = ops;`: what is registered may have come through other names.
        var changed = true
        while changed {
            changed = false
            for assignment in index.nodes(.assignment) + index.nodes(.variable) {
                let target = assignment.kind == .variable ? assignment.name : assignment.left?.unwrapped.name ?? ""
                let value = assignment.kind == .variable ? assignment.initialiser : assignment.right
                guard names.contains(target), let value,
                    CType.isPointer(assignment.left?.canonicalType ?? assignment.canonicalType)
                else { continue }
                let count = names.count
                names.formUnion(Self.names(in: value))
                changed = changed || names.count > count
            }
        }
        for position in tables.indices where names.contains(Self.plainName(tables[position].name)) {
            tables[position].isRegistered = true
        }
    }

    private static func names(in node: SyntaxNode) -> [String] {
        node.subtree.filter { $0.kind == .reference || $0.kind == .memberReference }.map(\.name)
    }

    private static func plainName(_ name: String) -> String { String(name.prefix { $0 != "[" }) }
}
