// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// The arguments of a call, as far as the parser knows them.
struct CallArguments {
    private var nodes: [Int: SyntaxNode] = [:]
    private var count = 0

    /// - Parameter node: the mention of the function; nil where it is mentioned without being called.
    init?(of node: SyntaxNode, in file: CodeFile) {
        if let call = Self.call(of: node) {
            nodes = Dictionary(uniqueKeysWithValues: call.arguments.enumerated().map { ($0.offset, $0.element) })
            count = nodes.count
            return
        }
        // Where the arguments do not suit the declaration, the parser keeps no call, but its parts side by side.
        let tokens = file.tokens
        let name = tokens.index(atOrAfter: node.range.start)
        guard tokens.tokens.indices.contains(name), tokens.text(at: name) == node.name,
            let separators = Self.separators(at: name, in: tokens)
        else { return nil }
        count = Self.count(at: name, in: tokens)
        for other in node.parent?.children ?? [] {
            let position = separators.count { $0 < other.range.start } - 1
            if (0..<count).contains(position), nodes[position] == nil { nodes[position] = other }
        }
    }

    /// The call of a function whose mention is a node.
    static func call(of node: SyntaxNode) -> SyntaxNode? {
        let around = node.ancestor { $0.kind != .parenthesised }
        guard let around, around.kind == .call, around.callee?.unwrapped == node else { return nil }
        return around
    }

    /// Which argument an expression is.
    func position(of node: SyntaxNode) -> Int? { nodes.first { $0.value.unwrapped == node }?.key }

    /// Whether the first arguments have these types; one of unknown type has none but `any`.
    func have(_ types: [String]) -> Bool {
        count >= types.count
            && types.enumerated().allSatisfy { position, type in
                if type == "any" { return true }
                guard let given = nodes[position].map(CTypes.type(of:)) else { return false }
                // NULL is a pointer of every type.
                return given == type || given == "void *" && type.hasSuffix("*")
            }
    }

    /// How many arguments stand in parentheses behind the word at an index; none where no parenthesis does.
    static func count(at index: Int, in tokens: TokenList) -> Int {
        guard let separators = separators(at: index, in: tokens) else { return 0 }
        return tokens.token(index + 2, is: ")") ? 0 : separators.count - 1
    }

    /// Where the opening parenthesis behind a word, the commas between its arguments and the closing parenthesis are.
    private static func separators(at name: Int, in tokens: TokenList) -> [Int]? {
        guard tokens.token(name + 1, is: "("), let close = tokens.closing(of: name + 1) else { return nil }
        var depth = 0
        var found: [Int] = []
        for index in (name + 1)...close {
            if tokens.token(index, is: ")") || tokens.token(index, is: "]") || tokens.token(index, is: "}") {
                depth -= 1
            }
            if depth == 0 || depth == 1 && tokens.token(index, is: ",") {
                found.append(tokens.tokens[index].range.start)
            }
            if tokens.token(index, is: "(") || tokens.token(index, is: "[") || tokens.token(index, is: "{") {
                depth += 1
            }
        }
        return found
    }
}
