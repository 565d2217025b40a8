// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

extension Mutator {
    private static let comparisons = ["<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="]

    /// Conditions that ask something else, or nothing.
    mutating func conditions(in node: SyntaxNode, of function: SyntaxNode) {
        guard isPlain(node) else { return }
        switch node.kind {
        case .ifStatement:
            guard let condition = node.condition, let then = node.thenBranch else { return }
            if condition.text.hasPrefix("!") && condition.kind == .unary {
                add(.negated, function, condition.range, String(condition.text.dropFirst()))
            } else {
                add(.negated, function, condition.range, "!(\(condition.text))")
            }
            // What is done when it does not hold stays.
            if node.elseBranch == nil, Self.leaves(then) {
                add(.removedCheck, function, condition.range, "0")
            } else {
                add(.removedCheck, function, condition.range, "1")
            }
        case .conditional:
            guard let condition = node.children.first else { return }
            add(.negated, function, condition.range, "!(\(condition.text))")
        case .binary:
            guard let left = node.left, let right = node.right, isFree(left, right) else { return }
            binary(node, left, right, function)
        default: break
        }
    }

    private mutating func binary(
        _ node: SyntaxNode, _ left: SyntaxNode, _ right: SyntaxNode, _ function: SyntaxNode
    ) {
        let symbol = node.operatorText
        let between = SourceRange(left.range.end, right.range.start)
        if let other = Self.comparisons[symbol] {
            add(.comparison, function, between, " \(other) ")
        }
        switch symbol {
        case "&&", "||":
            add(.partOfCondition, function, node.range, left.text)
            add(.partOfCondition, function, node.range, right.text)
        case "|":
            add(.operation, function, node.range, left.text)
            add(.operation, function, node.range, right.text)
        case "&":
            add(.operation, function, node.range, left.text)
        case "+": add(.operation, function, between, " - ")
        case "-": add(.operation, function, between, " + ")
        case "<<": add(.operation, function, between, " >> ")
        case ">>": add(.operation, function, between, " << ")
        case "/": add(.operation, function, between, " * ")
        default: break
        }
    }

    /// The operator stands between two texts of the file, with no macro around both.
    private func isFree(_ left: SyntaxNode, _ right: SyntaxNode) -> Bool {
        left.range.end <= right.range.start && left.file.path == file.path && right.file.path == file.path
    }

    /// A branch that ends the function or jumps away: a check.
    private static func leaves(_ branch: SyntaxNode) -> Bool {
        let last = branch.kind == .compound ? branch.children.last : branch
        return last.map { [.returnStatement, .goto, .continueStatement, .breakStatement].contains($0.kind) } ?? false
    }
}
