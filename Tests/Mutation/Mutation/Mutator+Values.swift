// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

extension Mutator {
    /// Values that are others: results, constants, arguments.
    mutating func values(in node: SyntaxNode, of function: SyntaxNode) {
        switch node.kind {
        case .returnStatement:
            guard isPlain(node), let value = node.children.first else { return }
            result(value, of: function)
        case .assignment:
            guard isPlain(node), let left = node.left, let right = node.right else { return }
            switch node.operatorText {
            case "=": if let code = Self.errorCode(right.text) { other(code, right, function) }
            case "+=": add(.operation, function, SourceRange(left.range.end, right.range.start), " -= ")
            case "-=": add(.operation, function, SourceRange(left.range.end, right.range.start), " += ")
            default: break
            }
        case .unary:
            guard isPlain(node), let operand = node.children.first else { return }
            let symbol = node.operatorText
            guard symbol == "++" || symbol == "--" else { return }
            let other = symbol == "++" ? "--" : "++"
            let isPrefix = node.range.start < operand.range.start
            add(.operation, function, node.range, isPrefix ? other + operand.text : operand.text + other)
        case .integerLiteral:
            guard isPlain(node), node.parent?.kind != .caseLabel, let value = number(node) else { return }
            // Whole results are changed as such.
            let isResult = node.ancestor { $0.kind.isStatement }.map { $0.kind == .returnStatement } ?? false
            guard !isResult || node.parent?.kind == .conditional else { return }
            add(.constant, function, node.range, "\(value + 1)")
        case .call: call(node, function)
        default: break
        }
    }

    private func number(_ node: SyntaxNode) -> Int? {
        let text = node.text.lowercased().prefix { $0 != "u" && $0 != "l" }
        return text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    private mutating func result(_ value: SyntaxNode, of function: SyntaxNode) {
        if let code = Self.errorCode(value.text) {
            add(.success, function, value.range, "0")
            other(code, value, function)
        } else if value.text == "0" {
            add(.failure, function, value.range, "-EIO")
        } else if value.text == "NULL" {
            return
        } else if value.kind == .conditional || function.canonicalType.hasSuffix("*") {
            return
        } else {
            add(.success, function, value.range, "0")
        }
    }

    private mutating func other(_ code: String, _ value: SyntaxNode, _ function: SyntaxNode) {
        add(.errorCode, function, value.range, code == "EINVAL" ? "-EIO" : "-EINVAL")
    }

    /// `-EBUSY` → `EBUSY`.
    private static func errorCode(_ text: String) -> String? {
        guard text.hasPrefix("-E"), text.dropFirst().allSatisfy({ $0.isLetter && $0.isUppercase || $0.isNumber }) else {
            return nil
        }
        return String(text.dropFirst())
    }

    private mutating func call(_ node: SyntaxNode, _ function: SyntaxNode) {
        guard isPlain(node), let callee = node.callee else { return }
        let unzeroed = ["kzalloc": "kmalloc", "kcalloc": "kmalloc_array", "vzalloc": "vmalloc"]
        if let other = unzeroed[callee.text] { add(.notZeroed, function, callee.range, other) }
        let arguments = node.arguments
        for (first, second) in zip(arguments, arguments.dropFirst())
        where first.unwrapped.canonicalType == second.unwrapped.canonicalType && first.range.end < second.range.start
            && first.text != second.text
        {
            add(.swappedArguments, function, Change([(first.range, second.text), (second.range, first.text)]))
        }
    }
}
