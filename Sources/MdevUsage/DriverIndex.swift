// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// The parsed files of one driver, and where to find what in them by name.
public struct DriverIndex: Sendable {
    public let units: [ParseResult]
    /// Definitions of functions, file-scope variables and structs; the first one met where names collide.
    public private(set) var functions: [String: SyntaxNode] = [:]
    public private(set) var variables: [String: SyntaxNode] = [:]
    public private(set) var structures: [String: SyntaxNode] = [:]
    /// All calls by the name called, in source order.
    public private(set) var calls: [String: [SyntaxNode]] = [:]
    /// Functions mentioned other than by calling them.
    public private(set) var values: [String: [SyntaxNode]] = [:]
    /// File-scope nodes of every unit; private headers shared by units are there once.
    public private(set) var declarations: [SyntaxNode] = []

    public init(units: [ParseResult]) {
        self.units = units
        var seen: Set<String> = []
        for unit in units {
            for node in unit.tree.declarations {
                let path = node.file.path
                if path != unit.mainPath, !seen.insert("\(path):\(node.range)").inserted { continue }
                add(node)
            }
        }
    }

    private mutating func add(_ top: SyntaxNode) {
        declarations.append(top)
        for node in top.subtree {
            switch node.kind {
            case .function where node.isDefinition && node.body != nil:
                if functions[node.name] == nil { functions[node.name] = node }
            case .structure where node.isDefinition && !node.name.isEmpty:
                if structures[node.name] == nil { structures[node.name] = node }
            case .variable where node.enclosingFunction == nil:
                if variables[node.name] == nil || node.isDefinition { variables[node.name] = node }
            case .call:
                if let name = node.calledName { calls[name, default: []].append(node) }
            case .reference where node.canonicalType.contains("(") && !isCallee(node):
                values[node.name, default: []].append(node)
            default: break
            }
        }
    }

    private func isCallee(_ node: SyntaxNode) -> Bool {
        guard let call = node.ancestor(where: { $0.kind != .parenthesised }), call.kind == .call else { return false }
        return call.callee?.unwrapped == node
    }

    /// All declarations of a function that can be edited, the definition among them.
    public func heads(of function: String) -> [SyntaxNode] {
        declarations.filter { $0.kind == .function && $0.name == function && $0.nameRange != nil }
    }

    public func calls(_ names: String...) -> [SyntaxNode] { names.flatMap { calls[$0] ?? [] } }

    /// All nodes of a kind in all files, in source order.
    public func nodes(_ kind: NodeKind) -> [SyntaxNode] { declarations.flatMap { $0.descendants(kind) } }

    public func parse(of node: SyntaxNode) -> ParseResult? { units.first { $0.tree === node.tree } }

    /// Names that are taken somewhere in the files: whatever is generated has to avoid them.
    public var takenNames: Set<String> {
        var names: Set<String> = []
        for unit in units {
            for list in unit.tree.files {
                for token in list.tokens where token.kind == .identifier { names.insert(list.text(token)) }
            }
        }
        return names
    }
}
