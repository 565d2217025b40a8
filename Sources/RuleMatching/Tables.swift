// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// One table: a variable or field, an element of an array of them, or a literal.
struct TableID: Hashable {
    /// The variable or field, where there is one.
    var declaration: DeclarationID?
    /// The braces that hold the members, where they are not simply the variable's.
    var list: Int32
}

/// One member of a struct that a file gives a value.
struct MemberUse {
    var record: String
    var name: String
    var range: SourceRange
    var table: TableID
    /// What is given, where the tree has it.
    var value: SyntaxNode?
    /// The word given, where it does not.
    var valueName: String
    /// The tree has it.
    var isParsed: Bool
}

/// The members that a file gives values, by table.
struct Tables {
    private(set) var uses: [MemberUse] = []
    private var names: [TableID: Set<String>] = [:]
    private var byDeclaration: [DeclarationID: Set<TableID>] = [:]

    mutating func add(_ use: MemberUse) {
        if uses.contains(where: { $0.range == use.range && $0.name == use.name && $0.record == use.record }) { return }
        uses.append(use)
        names[use.table, default: []].insert(use.name)
        if let declaration = use.table.declaration { byDeclaration[declaration, default: []].insert(use.table) }
    }

    /// Whether a table gives none of some members a value.
    func lacks(_ members: [String], _ table: TableID) -> Bool {
        members.isEmpty || names[table]?.isDisjoint(with: members) ?? true
    }

    /// Whether a mention of a struct counts where only tables without some members do.
    func count(forVariableOf mention: SyntaxNode, without members: [String]) -> Bool {
        if members.isEmpty { return true }
        guard let variable = mention.parent, variable.kind == .variable || variable.kind == .field,
            let declaration = variable.declaration
        else { return false }
        if let tables = byDeclaration[declaration] { return tables.contains { lacks(members, $0) } }
        let isWhole = variable.kind == .variable && variable.isDefinition && !variable.canonicalType.contains("*")
        return isWhole
    }
}

/// Reads the tables of a file.
struct TableReader {
    let file: CodeFile
    let records: Set<String>

    init(_ file: CodeFile, records: Set<String>) {
        self.file = file
        self.records = records
    }

    func read() -> Tables {
        var tables = Tables()
        for node in file.memberReferences where records.contains(node.owner) {
            guard let parent = node.parent else { continue }
            if parent.kind == .designatedInitialiser {
                add(designated: node, in: parent, to: &tables)
            } else {
                add(assigned: node, to: &tables)
            }
        }
        for variable in file.variables { addByWords(variable, to: &tables) }
        return tables
    }

    private func add(designated node: SyntaxNode, in element: SyntaxNode, to tables: inout Tables) {
        tables.add(
            MemberUse(
                record: node.owner, name: node.name, range: file.place(ofMember: node), table: table(of: element),
                value: element.initialiser, valueName: "", isParsed: true))
    }

    private func table(of element: SyntaxNode) -> TableID {
        guard let list = element.parent, list.kind == .initialiserList else {
            return TableID(declaration: nil, list: element.id)
        }
        let owner = list.ancestor { $0.kind == .variable || $0.kind == .compoundLiteral }
        guard let owner, owner.kind == .variable else { return TableID(declaration: nil, list: list.id) }
        return TableID(declaration: owner.declaration, list: list.parent == owner ? -1 : list.id)
    }

    private func add(assigned node: SyntaxNode, to tables: inout Tables) {
        guard let assignment = node.ancestor(where: { $0.kind != .parenthesised }), assignment.left?.unwrapped == node,
            let value = assignment.right
        else { return }
        // Inside of a macro the operator is not known; a function on the right side is only ever assigned.
        let isAssignment =
            assignment.kind == .assignment
            || assignment.kind == .binary && assignment.isFromMacro && function(of: value) != nil
        guard isAssignment else { return }
        var base = node.children.first?.unwrapped
        while let inner = base, inner.kind == .elementAccess || inner.kind == .unary {
            base = inner.children.first?.unwrapped
        }
        tables.add(
            MemberUse(
                record: node.owner, name: node.name, range: file.place(ofMember: node),
                table: TableID(declaration: base?.declaration, list: -1), value: value, valueName: "", isParsed: true))
    }

    private func function(of value: SyntaxNode) -> SyntaxNode? {
        let plain = value.unwrapped
        return plain.kind == .reference && CTypes.isFunction(plain.canonicalType) ? plain : nil
    }

    // MARK: By words

    /// The designators in the braces behind a variable: an unknown name in one value makes the parser forget them all.
    private func addByWords(_ variable: SyntaxNode, to tables: inout Tables) {
        let type = variable.canonicalType
        guard !type.contains("*"), let record = CType.recordName(type), records.contains(record),
            let open = openingBrace(behind: variable)
        else { return }
        let tokens = file.tokens
        let end = tokens.closing(of: open) ?? tokens.tokens.count
        let wanted = type.contains("[") ? 2 : 1
        var depth = 0
        var lists: [Int] = []
        for index in open..<end {
            let token = tokens.tokens[index]
            if token.isInDirective || file.isInactive(token.range) { continue }
            if tokens.token(index, is: "{") {
                depth += 1
                lists.append(index)
            } else if tokens.token(index, is: "}") {
                depth -= 1
                if !lists.isEmpty { lists.removeLast() }
            } else if depth == wanted, let name = designator(at: index) {
                let table = TableID(
                    declaration: variable.declaration, list: wanted == 1 ? -1 : Int32(-2 - (lists.last ?? 0)))
                tables.add(
                    MemberUse(
                        record: record, name: tokens.text(at: name), range: tokens.tokens[name].range, table: table,
                        value: nil, valueName: value(behind: name), isParsed: false))
            }
        }
    }

    private func openingBrace(behind variable: SyntaxNode) -> Int? {
        guard let name = variable.nameRange else { return nil }
        let tokens = file.tokens
        var index = tokens.index(atOrAfter: name.end)
        let limit = min(index + 40, tokens.tokens.count - 1)
        while index < limit, !tokens.token(index, is: ";"), !tokens.token(index, is: "{") {
            if tokens.token(index, is: "="), tokens.token(index + 1, is: "{") { return index + 1 }
            index += 1
        }
        return nil
    }

    /// The name in `.name = …`, at its dot.
    private func designator(at index: Int) -> Int? {
        let tokens = file.tokens
        guard tokens.token(index, is: "."), tokens.token(index - 1, is: "{") || tokens.token(index - 1, is: ","),
            tokens.tokens.indices.contains(index + 1), tokens.tokens[index + 1].kind == .identifier,
            tokens.token(index + 2, is: "=")
        else { return nil }
        return index + 1
    }

    private func value(behind name: Int) -> String {
        file.tokens.text(at: file.tokens.token(name + 2, is: "&") ? name + 3 : name + 2)
    }
}
