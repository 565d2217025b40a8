// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

extension Mutator {
    /// Statements that are not there, or in another order.
    mutating func statements(in node: SyntaxNode, of function: SyntaxNode) {
        guard isPlain(node) else { return }
        switch node.kind {
        case .compound:
            let children = node.children
            for child in children { drop(child, function) }
            for (first, second) in zip(children, children.dropFirst()) where isSimple(first) && isSimple(second) {
                // Two assignments side by side seldom depend on each other.
                guard first.kind != .assignment || second.kind != .assignment else { continue }
                add(
                    .swapped, function,
                    Change([(first.range, second.text), (second.range, first.text)]))
            }
        case .label, .caseLabel, .defaultLabel:
            if let body = node.body { drop(body, function) }
        case .ifStatement:
            for branch in [node.thenBranch, node.elseBranch] {
                if let branch, branch.kind != .compound { drop(branch, function) }
            }
        case .forLoop, .whileLoop:
            if let body = node.body, body.kind != .compound { drop(body, function) }
        case .goto:
            let target = node.text.split(whereSeparator: { $0.isWhitespace }).last.map(String.init) ?? ""
            for label in function.descendants(.label) where label.name != target {
                add(.wrongLabel, function, node.range, "goto \(label.name)")
            }
        default: break
        }
    }

    /// An expression as a statement, or a macro that is one as a whole.
    func isSimple(_ node: SyntaxNode) -> Bool {
        guard node.file.path == file.path, node.range.count > 0 else { return false }
        if node.isFromMacro {
            // Loops of list_for_each_entry() and the like have a body of the file's own.
            return !node.text.hasSuffix("}") && !node.text.hasSuffix(";") && node.text.hasSuffix(")")
                && !node.kind.isLoop
        }
        return !node.kind.isStatement
    }

    private mutating func drop(_ node: SyntaxNode, _ function: SyntaxNode) {
        if node.kind == .breakStatement { return add(.droppedBreak, function, node.range, "") }
        guard isSimple(node) else { return }
        let kind: Mutation.Kind = node.kind == .assignment || node.kind == .unary ? .droppedAssignment : .droppedCall
        add(kind, function, node.range, "")
    }

    /// A lock that is neither taken nor given back.
    mutating func locks(in body: SyntaxNode, of function: SyntaxNode) {
        let tokens = body.tokens
        var taken: [(name: String, range: SourceRange)] = []
        var given: [(name: String, range: SourceRange)] = []
        for index in tokens.indices(in: body.range) where tokens.tokens[index].kind == .identifier {
            let name = tokens.text(at: index)
            guard name.hasSuffix("lock"), tokens.token(index + 1, is: "("), let end = tokens.closing(of: index + 1)
            else { continue }
            let range = SourceRange(tokens.tokens[index].range.start, tokens.tokens[end].range.end)
            let argument = file.text(in: SourceRange(tokens.tokens[index + 1].range.start, range.end))
            if name.hasSuffix("unlock") { given.append((argument, range)) } else { taken.append((argument, range)) }
        }
        for (number, lock) in taken.enumerated() {
            // Up to where it is taken again.
            let next = taken[(number + 1)...].first { $0.name == lock.name }?.range.start ?? Int.max
            let ends = given.filter {
                $0.name == lock.name && $0.range.start > lock.range.start && $0.range.start < next
            }
            guard !ends.isEmpty else { continue }
            add(.lostLock, function, Change([(lock.range, "")] + ends.map { ($0.range, "") }))
        }
    }

    /// container_of() with another member of the same structure, as a cast would let it through.
    mutating func containers(in function: SyntaxNode) {
        for use in unit.macroUses(touching: function.range, in: file.path) where use.name == "container_of" {
            let text = file.text(in: use.range)
            guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else { continue }
            let parts = text[text.index(after: open)...].dropLast().split(separator: ",").map {
                $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            guard parts.count == 3, parts[1].hasPrefix("struct ") else { continue }
            let structure = unit.tree.declarations.first {
                $0.kind == .structure && $0.isDefinition && "struct \($0.name)" == parts[1]
            }
            let fields = structure?.children.filter { $0.kind == .field } ?? []
            guard let index = fields.firstIndex(where: { $0.name == parts[2] }), fields.count > 1 else { continue }
            let other = fields[(index + 1) % fields.count].name
            add(.wrongMember, function, use.range, "container_of((void *)\(parts[0]), \(parts[1]), \(other))")
        }
    }

    /// Members of tables and elements of lists that are forgotten.
    mutating func initialisers(of variable: SyntaxNode) {
        guard variable.isDefinition, let list = variable.initialiser, list.kind == .initialiserList else { return }
        for inner in list.subtree where inner.kind == .initialiserList {
            for child in inner.children where !child.text.isEmpty && child.text != "NULL" {
                let tokens = child.tokens
                let behind = tokens.index(atOrAfter: child.range.end)
                let end = tokens.token(behind, is: ",") ? tokens.tokens[behind].range.end : child.range.end
                add(
                    child.kind == .designatedInitialiser || child.text.hasPrefix(".")
                        ? .droppedMember : .droppedElement,
                    variable, SourceRange(child.range.start, end), "")
            }
        }
    }
}
