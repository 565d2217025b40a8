// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Identity of a declaration within one parse: equal for a declaration and all that refers to it, redeclarations too.
public struct DeclarationID: Hashable, Sendable {
    public let raw: Int32
    public init(raw: Int32) { self.raw = raw }
}

/// The stored form of a node; read it through `SyntaxNode`.
public struct NodeRecord: Sendable {
    public var kind: NodeKind
    public var range: SourceRange
    /// Index into the tree's files.
    public var file: Int32
    public var parent: Int32
    /// Name of what is declared or referred to; value of a string or integer literal.
    public var name: String
    /// Type as written, "" where there is none.
    public var type: String
    /// Type with all typedefs resolved.
    public var canonicalType: String
    public var declaration: DeclarationID?
    /// Member references: the struct that has the member. Functions: their type as a whole, typedefs resolved.
    public var owner: String = ""
    /// The node stands in the body of a macro: its range is the whole invocation and nothing in it may be edited.
    public var isFromMacro: Bool
    /// Declarations: this one defines. Functions and variables: has internal linkage.
    public var isDefinition: Bool
    public var isStatic: Bool
    public var children: [Int32]

    public init(
        kind: NodeKind, range: SourceRange, file: Int32, parent: Int32, name: String, type: String,
        canonicalType: String, declaration: DeclarationID?, isFromMacro: Bool, isDefinition: Bool, isStatic: Bool
    ) {
        self.kind = kind
        self.range = range
        self.file = file
        self.parent = parent
        self.name = name
        self.type = type
        self.canonicalType = canonicalType
        self.declaration = declaration
        self.isFromMacro = isFromMacro
        self.isDefinition = isDefinition
        self.isStatic = isStatic
        children = []
    }
}

/// The syntax of a translation unit's own files (not of kernel headers), as values.
public final class SyntaxTree: Sendable {
    public let files: [TokenList]
    public let records: [NodeRecord]
    public let topLevel: [Int32]

    public init(files: [TokenList], records: [NodeRecord], topLevel: [Int32]) {
        self.files = files
        self.records = records
        self.topLevel = topLevel
    }

    public var declarations: [SyntaxNode] { topLevel.map { SyntaxNode(tree: self, id: $0) } }

    public func tokens(ofFile path: String) -> TokenList? { files.first { $0.file.path == path } }
}

/// A node of a tree: a cheap value that knows its way around.
public struct SyntaxNode: Sendable, Hashable {
    public let tree: SyntaxTree
    public let id: Int32

    public init(tree: SyntaxTree, id: Int32) {
        self.tree = tree
        self.id = id
    }

    public static func == (a: SyntaxNode, b: SyntaxNode) -> Bool { a.id == b.id && a.tree === b.tree }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    public var record: NodeRecord { tree.records[Int(id)] }
    public var kind: NodeKind { record.kind }
    public var range: SourceRange { record.range }
    public var name: String { record.name }
    public var type: String { record.type }
    public var canonicalType: String { record.canonicalType }
    public var declaration: DeclarationID? { record.declaration }
    public var owner: String { record.owner }
    public var isFromMacro: Bool { record.isFromMacro }
    public var isDefinition: Bool { record.isDefinition }
    public var isStatic: Bool { record.isStatic }
    public var tokens: TokenList { tree.files[Int(record.file)] }
    public var file: SourceFile { tokens.file }
    public var text: String { file.text(in: range) }
    public var position: LineColumn { file.position(of: range.start) }

    public var children: [SyntaxNode] { record.children.map { SyntaxNode(tree: tree, id: $0) } }
    public var parent: SyntaxNode? { record.parent < 0 ? nil : SyntaxNode(tree: tree, id: record.parent) }

    /// The node and all below it, outer before inner, in source order.
    public var subtree: [SyntaxNode] {
        var result: [SyntaxNode] = []
        var stack = [self]
        while let node = stack.popLast() {
            result.append(node)
            stack.append(contentsOf: node.children.reversed())
        }
        return result
    }

    public func descendants(_ kinds: NodeKind...) -> [SyntaxNode] { subtree.filter { kinds.contains($0.kind) } }

    /// The nearest node around this one (not itself) that fits.
    public func ancestor(where fits: (SyntaxNode) -> Bool) -> SyntaxNode? {
        var current = parent
        while let node = current {
            if fits(node) { return node }
            current = node.parent
        }
        return nil
    }

    public var enclosingFunction: SyntaxNode? { ancestor { $0.kind == .function } }

    /// The expression without parentheses and casts around it.
    public var unwrapped: SyntaxNode {
        var node = self
        while true {
            switch node.kind {
            case .parenthesised, .cast:
                guard let inner = node.children.last(where: { $0.kind != .typeReference }) else { return node }
                node = inner
            case .other where node.children.count == 1 && node.children[0].range == node.range:
                node = node.children[0]
            default: return node
            }
        }
    }
}
