// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// Names for the places that expressions stand for.
enum Places {
    /// The same name for the same place within one function; nil for what is no place.
    static func slot(_ node: SyntaxNode) -> String? {
        let plain = node.unwrapped
        switch plain.kind {
        case .reference, .variable, .parameter:
            guard let declaration = plain.declaration, !plain.canonicalType.contains("(") else { return nil }
            return "\(plain.name)#\(plain.file.path)#\(declaration.raw)"
        default: return subject(plain)
        }
    }

    /// A name that is the same in all functions of a driver: `record.field`, `struct record *` for what a variable
    /// points to, the variable's name for one of the file's. nil for other variables.
    static func subject(_ node: SyntaxNode) -> String? {
        let plain = node.unwrapped
        switch plain.kind {
        case .memberReference:
            if !plain.owner.isEmpty { return "\(plain.owner).\(plain.name)" }
            guard let base = plain.children.first, let outer = subject(base) else { return nil }
            return "\(outer).\(plain.name)"
        case .elementAccess: return plain.children.first.flatMap(subject).map { $0 + "[]" }
        case .unary:
            guard let inner = plain.children.first else { return nil }
            switch plain.operatorText {
            case "&", "": return subject(inner)
            case "*": return subject(inner).map { "*" + $0 }
            default: return nil
            }
        case .reference, .variable, .parameter:
            let type = plain.canonicalType
            if type.contains("(") { return nil }
            if isGlobal(plain) { return plain.name }
            // A pointer to a pointer is no object.
            guard type.filter({ $0 == "*" }).count == 1, let record = CType.recordName(type) else { return nil }
            return "struct \(record) *"
        default: return nil
        }
    }

    /// Whether a variable is one of the file's.
    static func isGlobal(_ node: SyntaxNode) -> Bool {
        guard node.kind == .reference, let function = node.enclosingFunction else { return false }
        guard let declaration = node.declaration else { return false }
        return !function.subtree.contains {
            ($0.kind == .variable || $0.kind == .parameter) && $0.declaration == declaration
        }
    }

    /// The innermost variable of `&a->b.c[i]`: `a`.
    static func base(_ node: SyntaxNode) -> SyntaxNode? {
        let plain = node.unwrapped
        switch plain.kind {
        case .reference: return plain
        case .memberReference, .elementAccess, .unary: return plain.children.first.flatMap(base)
        default: return nil
        }
    }
}
