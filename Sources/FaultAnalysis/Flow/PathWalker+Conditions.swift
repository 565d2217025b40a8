// SPDX-License-Identifier: Apache-2.0
import CSyntax

extension PathWalker {
    /// Whether a condition holds, with what is known behind it; both where that is open.
    mutating func truth(_ node: SyntaxNode, _ state: PathState) -> [(Bool, PathState)] {
        let plain = node.unwrapped
        switch plain.kind {
        case .unary:
            guard let operand = plain.children.first else { break }
            // `!!(x)` in a macro: two operators that the file does not show.
            if plain.isFromMacro, plain.operatorText.isEmpty, operand.unwrapped.kind == .unary,
                let inner = operand.unwrapped.children.first
            {
                return truth(inner, state)
            }
            if plain.operatorText == "!" { return truth(operand, state).map { (!$0.0, $0.1) } }
        case .binary:
            if let answers = comparison(plain, state) { return answers }
            return each(plain.children, state).flatMap { decide(.unknown, plain, $0.1) }
        case .call:
            if let answers = question(plain, state) { return answers }
        default: break
        }
        return evaluate(plain, state).flatMap { decide($0.0, plain, $0.1) }
    }

    private mutating func comparison(_ node: SyntaxNode, _ state: PathState) -> [(Bool, PathState)]? {
        guard let left = node.left, let right = node.right else { return nil }
        switch node.operatorText {
        case "&&":
            return truth(left, state).flatMap { holds, state in holds ? truth(right, state) : [(false, state)] }
        case "||":
            return truth(left, state).flatMap { holds, state in holds ? [(true, state)] : truth(right, state) }
        case "!=" where isZero(right): return truth(left, state)
        case "==" where isZero(right): return truth(left, state).map { (!$0.0, $0.1) }
        // Functions answer with negative numbers where they fail.
        case "<" where isZero(right): return truth(left, state)
        case ">=" where isZero(right): return truth(left, state).map { (!$0.0, $0.1) }
        default: return nil
        }
    }

    private func isZero(_ node: SyntaxNode) -> Bool { node.integerValue == 0 || node.text == "NULL" }

    private mutating func question(_ call: SyntaxNode, _ state: PathState) -> [(Bool, PathState)]? {
        guard let name = call.calledName, let argument = call.arguments.first else { return nil }
        switch name {
        case "__builtin_expect": return truth(argument, state)
        case "IS_ERR", "IS_ERR_OR_NULL":
            return evaluate(argument, state).flatMap { value, state -> [(Bool, PathState)] in
                switch value {
                case .errorPointer: return [(true, state)]
                case .object: return [(false, state)]
                case .zero: return [(name != "IS_ERR", state)]
                default:
                    var failed = state
                    var fine = state
                    if case .result(let call) = value { failed.add(.fail, call.calledName ?? "", call) }
                    if let slot = Places.slot(argument) {
                        failed.values[slot] = .errorPointer
                        fine.values[slot] = .object(.other, nil)
                    }
                    return [(true, failed), (false, fine)]
                }
            }
        default: return nil
        }
    }

    /// Whether a value is something other than zero.
    private func decide(_ value: PathValue, _ node: SyntaxNode, _ state: PathState) -> [(Bool, PathState)] {
        switch value {
        case .zero: return [(false, state)]
        case .nonzero, .object, .errorPointer: return [(true, state)]
        case .unknown, .content, .result: break
        }
        let text = node.text
        if let known = state.assumptions[text] { return [(known, state)] }
        var yes = state
        var no = state
        let target = node.kind == .assignment ? node.left ?? node : node
        let isPointer = target.canonicalType.hasSuffix("*")
        if case .result(let call) = value {
            let isError = CallResults.isError(call)
            if isPointer { no.add(.fail, call.calledName ?? "", call) }
            if !isPointer, isError { yes.add(.fail, call.calledName ?? "", call) }
        }
        let isLocal = target.unwrapped.kind == .reference && !Places.isGlobal(target.unwrapped)
        if isLocal, let slot = Places.slot(target) {
            yes.values[slot] = isPointer ? .object(.other, nil) : .nonzero
            no.values[slot] = .zero
        } else if calls.repeated.contains(text) {
            yes.assumptions[text] = true
            no.assumptions[text] = false
        }
        return [(true, yes), (false, no)]
    }
}

/// What functions answer.
enum CallResults {
    /// Whether a number that is not zero means that the call failed.
    static func isError(_ call: SyntaxNode) -> Bool {
        let type = call.canonicalType
        return (type == "int" || type == "long") && !(call.calledName?.hasPrefix("__builtin_") ?? false)
    }
}
