// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// What a remove callback may return.
struct RemoveResults {
    /// Expressions that become its result.
    let values: [SyntaxNode]
    private let returned: Set<DeclarationID>

    /// Results that mean "there is nothing to remove"; all others mean "I do not want to".
    static let notFoundCodes: Set<String> = ["-ENODEV", "-EINVAL", "-ENOENT", "-ENXIO", "-1", "-EFAULT"]

    init(_ remove: SyntaxNode) {
        var values: [SyntaxNode] = remove.descendants(.returnStatement).compactMap(\.children.first)
        let returned = Set(values.compactMap { $0.unwrapped.declaration })
        for node in remove.descendants(.variable, .assignment) {
            let target = node.kind == .variable ? node.declaration : node.left?.unwrapped.declaration
            guard let target, returned.contains(target) else { continue }
            if let value = node.kind == .variable ? node.initialiser : node.right { values.append(value) }
        }
        self.values = values
        self.returned = returned
    }

    private func isVariable(_ value: SyntaxNode) -> Bool {
        let plain = value.unwrapped
        return plain.kind == .reference && plain.declaration.map(returned.contains) ?? false
    }

    /// Anything but 0.
    var mayFail: Bool { values.contains { $0.text != "0" && !isVariable($0) } }

    /// Results that say "I do not want to".
    var vetoes: [SyntaxNode] {
        values.filter { $0.text != "0" && !Self.notFoundCodes.contains($0.text) && !isVariable($0) }
    }
}
