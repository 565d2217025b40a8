// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// One `struct mdev_parent_ops` of a converted driver, or one pointer that such a table is filled in through. Told apart
/// by what is declared, not by name: a field and a local variable may be called the same.
public struct ParentOpsUse: Sendable {
    public enum Place: Sendable, Hashable {
        case variable(String)
        case field(record: String, name: String)
        case pointer(TreeDeclaration)
        case pointerField(record: String, name: String)
    }
    /// Declarations are numbered anew in every parse.
    public struct TreeDeclaration: Sendable, Hashable {
        public var file: String
        public var id: DeclarationID
    }

    public var place: Place
    public var name: String
    /// The declaration with the initialiser, the field, or the first expression that reaches the table.
    public var node: SyntaxNode
    public var members: [TableMember] = []

    public init(place: Place, name: String, node: SyntaxNode, members: [TableMember] = []) {
        self.place = place
        self.name = name
        self.node = node
        self.members = members
    }

    public func member(_ name: String) -> TableMember? { members.last { $0.name == name && !$0.isNull } }

    public static func all(_ index: DriverIndex) -> [ParentOpsUse] {
        var uses: [ParentOpsUse] = []
        var known: [Place: Int] = [:]
        func use(_ place: Place, _ name: String, _ node: SyntaxNode) -> Int {
            if let position = known[place] { return position }
            uses.append(ParentOpsUse(place: place, name: name, node: node))
            known[place] = uses.count - 1
            return uses.count - 1
        }
        for node in index.nodes(.variable)
        where node.recordName == OldAPI.tableRecord && !node.canonicalType.contains("*")
            && !node.canonicalType.contains("[")
        {
            let position = use(.variable(node.name), node.name, node)
            guard let list = node.initialiser else { continue }
            uses[position].node = node
            uses[position].members += VFIODeviceUsage.members(of: list)
        }
        for node in index.nodes(.field)
        where node.recordName == OldAPI.tableRecord && !node.canonicalType.contains("*") {
            guard let record = node.parent, record.kind == .structure else { continue }
            _ = use(.field(record: record.name, name: node.name), node.name, node)
        }
        for node in index.nodes(.assignment) {
            guard let left = node.left?.unwrapped, left.kind == .memberReference, left.owner == OldAPI.tableRecord,
                let value = node.right, let base = left.children.first?.unwrapped, let place = place(of: base)
            else { continue }
            let position = use(place, base.name, base)
            uses[position].members.append(TableMember(name: left.name, value: value, node: node, isAssignment: true))
        }
        return uses
    }

    public static func place(of base: SyntaxNode) -> Place? {
        let isPointer = base.canonicalType.contains("*")
        switch base.kind {
        case .reference where !isPointer: return .variable(base.name)
        case .reference: return base.declaration.map { .pointer(TreeDeclaration(file: base.file.path, id: $0)) }
        case .variable: return base.declaration.map { .pointer(TreeDeclaration(file: base.file.path, id: $0)) }
        case .memberReference where !isPointer: return .field(record: base.owner, name: base.name)
        case .memberReference: return .pointerField(record: base.owner, name: base.name)
        default: return nil
        }
    }
}
