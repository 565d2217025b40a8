// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// Reading of types.
enum CTypes {
    /// Whether this is the type of a function, not of a pointer to one.
    static func isFunction(_ canonical: String) -> Bool {
        guard canonical.hasSuffix(")"), let open = canonical.firstIndex(of: "(") else { return false }
        return canonical[canonical.index(after: open)] != "*"
    }

    /// The type of an expression; that of what it wraps where it has none itself.
    static func type(of node: SyntaxNode) -> String {
        node.canonicalType.isEmpty ? node.unwrapped.canonicalType : node.canonicalType
    }

    /// The parameter types of a function's type, `int (struct device *, char *)`.
    static func parameters(ofFunction canonical: String) -> [String] {
        guard isFunction(canonical), let open = canonical.firstIndex(of: "(") else { return [] }
        var result: [String] = []
        var current = ""
        var depth = 0
        for character in canonical[canonical.index(after: open)...].dropLast() {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                result.append(current)
                current = ""
            } else if !(current.isEmpty && character == " ") {
                current.append(character)
            }
        }
        if !current.isEmpty, current != "void" { result.append(current) }
        return result
    }
}
