// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Puts `mdev_register_driver()` in front of the statement of module init that leads to the first parent, and undoes it
/// in the manner in which the function undoes things.
struct RegisterText {
    let context: DriverContext
    let registration: DriverRegistration
    let function: SyntaxNode
    /// The statement that leads to the first `mdev_register_device()`.
    let anchor: SyntaxNode
    /// Statements that move in front of it.
    var first: [SyntaxNode] = []

    private var file: SourceFile { function.file }
    private var call: String { registration.register }
    private var undo: String { registration.unregister }

    func edits() throws(Refusal) -> [TextEdit] {
        let result = ResultVariable.existing(in: function)?.name
        // `return mdev_register_device(…);` or `return pci_register_driver(…);`
        if anchor.kind == .returnStatement, let value = anchor.children.first {
            let name = result ?? "ret"
            let statement = anchor.rangeWithSemicolon
            return declaration(result) + [
                .insert(
                    registering(name, failure: ["return \(name);"]), at: file.startOfLine(at: anchor.range.start)),
                TextEdit(SourceRange(anchor.range.start, value.range.start), "\(name) = "),
                .insert(
                    "\tif (\(name))\n\t\t\(undo)\n\n\treturn \(name);\n", at: file.endOfLine(at: statement.end - 1)),
            ]
        }
        if let edits = whenSuccessLeaves(result) { return edits }
        guard let test = failureTest() else {
            throw EmbedChecks(usage: context.usage).refuse(
                "M-18", anchor, "how \(function.name)() handles the failure of this call is not recognised",
                "register the mdev_driver by hand before it")
        }
        let name = result ?? "ret"
        let start = file.startOfLine(at: anchor.range.start)
        let branch = statements(of: test)
        if isUnderCondition(test) { return try insideCondition(test, branch, result) }
        guard let last = branch.last else { throw notRecognised(test) }
        if last.kind == .goto, branch.count == 1,
            let label = last.children.first(where: { $0.kind == .labelReference })?.name,
            let target = function.descendants(.label).first(where: { $0.name == label })
        {
            return declaration(result) + [.insert(registering(name, failure: ["goto \(label);"]), at: start)]
                + unwinding(jump: last, label: target) + laterFailures(behind: test, oldLabel: label)
        }
        // Undoes its own step and leaves for the rest: the driver is undone before, and nothing that follows may fail.
        if last.kind == .goto, nothingFails(behind: test) {
            let failure = branch.filter { !RemoveParts.isLogging($0) }.map { $0.rangeWithSemicolon.text(in: file) }
            return declaration(result) + [.insert(registering(name, failure: failure), at: start)]
                + undoFirst(in: test, branch: branch)
        }
        guard last.kind == .returnStatement || (last.kind != .goto && returnsResult(behind: test, name)) else {
            throw notRecognised(test)
        }
        // A label that success falls into cannot undo what a later failure has to.
        if function.descendants(.goto).contains(where: { $0.range.start > test.range.end }) {
            throw notRecognised(test)
        }
        // The branch undoes what was done before: when the driver cannot be registered, the same has to happen.
        // What is said about the failure of the other call is not true of this one.
        var failure = branch.filter { !RemoveParts.isLogging($0) && $0.kind != .returnStatement }
            .map { $0.rangeWithSemicolon.text(in: file) }
        failure.append("return \(name);")
        return declaration(result) + [.insert(registering(name, failure: failure), at: start)]
            + undoFirst(in: test, branch: branch) + laterReturns(behind: test)
    }

    /// Between a test and the labels there is neither a jump nor the return of an error.
    private func nothingFails(behind test: SyntaxNode) -> Bool {
        guard let block = test.parent, block == function.body, let position = block.children.firstIndex(of: test) else {
            return false
        }
        let rest = block.children[(position + 1)...].prefix { $0.kind != .label }
        return rest.last?.kind == .returnStatement
            && rest.dropLast().allSatisfy { $0.descendants(.goto, .returnStatement).isEmpty }
    }

    // MARK: Conditions

    /// The test stands behind the `#endif` of the anchor, and is built without it as well.
    private func isUnderCondition(_ test: SyntaxNode) -> Bool {
        let tokens = function.tokens
        return tokens.indices(in: SourceRange(anchor.range.end, max(anchor.range.end, test.range.start))).contains {
            tokens.tokens[$0].isInDirective
        }
    }

    /// What mentions the driver stays on the anchor's side of the `#endif`.
    private func insideCondition(
        _ test: SyntaxNode, _ branch: [SyntaxNode], _ result: String?
    ) throws(Refusal) -> [TextEdit] {
        guard let name = result, anchor.kind == .assignment, returnsResult(behind: test, name),
            branch.allSatisfy({ ![.goto, .returnStatement].contains($0.kind) })
        else { throw notRecognised(test) }
        let failure = branch.filter { !RemoveParts.isLogging($0) }.map { $0.rangeWithSemicolon.text(in: file) }
        return [
            .insert(
                registering(name, failure: failure + ["return \(name);"]), at: file.startOfLine(at: anchor.range.start)),
            .insert(
                "\(anchor.indentation)if (\(name))\n\(anchor.indentation)\t\(undo)\n",
                at: file.endOfLine(at: anchor.rangeWithSemicolon.end - 1)),
        ]
    }

    private func notRecognised(_ node: SyntaxNode) -> Refusal {
        EmbedChecks(usage: context.usage).refuse(
            "M-18", node, "how \(function.name)() undoes things when this fails is not recognised",
            "register the mdev_driver by hand before it")
    }

    private func statements(of test: SyntaxNode) -> [SyntaxNode] {
        guard let branch = test.thenBranch else { return [] }
        return branch.kind == .compound ? branch.children : [branch]
    }

    /// `if (ret) undo(); return ret;`: the branch does not leave, the function ends behind it.
    private func returnsResult(behind test: SyntaxNode, _ name: String) -> Bool {
        guard let block = test.parent, block == function.body, var last = block.children.last,
            let position = block.children.firstIndex(of: test), position == block.children.count - 2
        else { return false }
        while last.kind == .label, let inner = last.children.last { last = inner }
        return last.kind == .returnStatement && last.children.first?.text == name
    }

    private func registering(_ name: String, failure: [String]) -> String {
        let start = file.startOfLine(at: anchor.range.start)
        let before = file.text(in: SourceRange(file.startOfLine(at: max(0, start - 1)), start))
        let gap = before.allSatisfy(\.isWhitespace) || before.contains("{") || before.hasPrefix("#") ? "" : "\n"
        let moved = first.map { "\t\($0.rangeWithSemicolon.text(in: file))\n" }.joined()
        var text = gap + moved + (moved.isEmpty ? "" : "\n") + "\t\(name) = \(call);\n\tif (\(name))"
        if failure.count == 1 { return text + "\n\t\t\(failure[0])\n\n" }
        text += " {\n"
        for statement in failure { text += "\t\t\(statement)\n" }
        return text + "\t}\n\n"
    }

    private func declaration(_ existing: String?) -> [TextEdit] {
        guard existing == nil, let body = function.body else { return [] }
        if let last = body.children.last(where: { $0.kind == .declarationStatement }) {
            return [.insert("\tint ret;\n", at: file.endOfLine(at: last.rangeWithSemicolon.end - 1))]
        }
        return [.insert("\tint ret;\n\n", at: file.endOfLine(at: body.range.start))]
    }

    // MARK: Failure of the anchor

    /// The `if` that looks at what the anchor gave: the anchor itself or the statement behind it.
    private func failureTest() -> SyntaxNode? {
        if anchor.kind == .ifStatement { return anchor.elseBranch == nil && asksForFailure(anchor) ? anchor : nil }
        guard let block = anchor.parent, let position = block.children.firstIndex(of: anchor),
            position + 1 < block.children.count
        else { return nil }
        let next = block.children[position + 1]
        return next.kind == .ifStatement && next.elseBranch == nil && asksForFailure(next) ? next : nil
    }

    /// `if (!ret) return 0;` or `goto done;`, and behind it what undoes things: that part gets a label of its own.
    private func whenSuccessLeaves(_ result: String?) -> [TextEdit]? {
        guard let result, let block = anchor.parent, block == function.body, anchor.kind != .ifStatement,
            let position = block.children.firstIndex(of: anchor), position + 2 < block.children.count
        else { return nil }
        let test = block.children[position + 1]
        let next = block.children[position + 2]
        guard test.kind == .ifStatement, test.elseBranch == nil, let condition = test.condition,
            let last = statements(of: test).last, last.kind == .returnStatement || last.kind == .goto
        else { return nil }
        let words = condition.tokens.indices(in: condition.range).map { condition.tokens.text(at: $0) }
        guard [["!", result], ["likely", "(", "!", result, ")"], [result, "==", "0"]].contains(words) else {
            return nil
        }
        let label = newLabel
        return [
            .insert(
                registering(result, failure: ["goto \(label);"]), at: file.startOfLine(at: anchor.range.start)),
            .insert("\t\(undo)\n\(label):\n", at: file.startOfLine(at: next.range.start)),
        ]
    }

    /// `ret`, `ret < 0`, `unlikely(ret)`, `ret != 0`: true when something went wrong. Anything else may be true of success.
    private func asksForFailure(_ test: SyntaxNode) -> Bool {
        guard let condition = test.condition else { return false }
        let tokens = test.tokens
        let words = tokens.indices(in: condition.range).map { tokens.text(at: $0) }
        let doubtful: Set<String> = ["!", "==", ">=", ">", "<=", "?", "&&", "||", "likely", "="]
        if anchor == test { return doubtful.subtracting(["="]).isDisjoint(with: words) }
        return doubtful.isDisjoint(with: words)
    }

    // MARK: Unwinding by label

    private func unwinding(jump: SyntaxNode, label: SyntaxNode) -> [TextEdit] {
        let name = newLabel
        var edits: [TextEdit] = []
        if let reference = jump.children.first(where: { $0.kind == .labelReference }) {
            edits.append(TextEdit(reference.range, name))
        }
        let start = file.startOfLine(at: label.range.start)
        edits.append(.insert("\(name):\n\t\(undo)\n", at: start))
        return edits
    }

    /// Labels that stand in front of the new one undo what comes later; they fall through into it.
    private func laterFailures(behind test: SyntaxNode, oldLabel: String) -> [TextEdit] {
        let name = newLabel
        return function.descendants(.goto).compactMap { jump in
            guard jump.range.start > test.range.end,
                let reference = jump.children.first(where: { $0.kind == .labelReference }), reference.name == oldLabel
            else { return nil }
            return TextEdit(reference.range, name)
        }
    }

    /// A name in the manner of the function's other labels.
    private var newLabel: String {
        let labels = function.descendants(.label).map(\.name)
        let taken = Set(labels)
        func free(_ wish: String) -> String {
            var name = wish
            while taken.contains(name) { name += "_mdev" }
            return name
        }
        // failed1, failed2 → failed3
        let numbered = labels.compactMap { label -> (String, Int)? in
            let stem = String(label.prefix { !$0.isNumber })
            return Int(label.dropFirst(stem.count)).map { (stem, $0) }
        }
        if numbered.count * 2 > labels.count, let last = numbered.max(by: { $0.1 < $1.1 }) {
            return free("\(last.0)\(last.1 + 1)")
        }
        for prefix in ["err_", "error_", "out_", "fail_", "failed_", "unreg_", "unregister_", "free_", "undo_"]
        where labels.contains(where: { $0.hasPrefix(prefix) }) {
            switch prefix {
            case "free_", "undo_": return free("unregister_mdev_driver")
            default: return free(prefix + "mdev_driver")
            }
        }
        return free("err_mdev_driver")
    }

    // MARK: Unwinding in place

    /// The driver was registered last, so it goes first.
    private func undoFirst(in test: SyntaxNode, branch: [SyntaxNode]) -> [TextEdit] {
        guard let first = branch.first else { return [] }
        let line = file.startOfLine(at: first.range.start)
        return Braces.around(first, in: test) + [.insert("\(first.indentation)\(undo)\n", at: line)]
    }

    private func undoBefore(_ jump: SyntaxNode) -> [TextEdit] {
        let line = file.startOfLine(at: jump.range.start)
        let undoing = TextEdit.insert("\(jump.indentation)\(undo)\n", at: line)
        guard let test = jump.parent, test.kind == .ifStatement else { return [undoing] }
        return Braces.around(jump, in: test) + [undoing]
    }

    /// Failures behind the anchor that leave by `return` have the driver to unregister, too.
    private func laterReturns(behind test: SyntaxNode) -> [TextEdit] {
        function.descendants(.returnStatement).flatMap { statement -> [TextEdit] in
            guard statement.range.start > test.range.end, !endsFunction(statement),
                statement.children.first?.text != "0"
            else { return [] }
            return undoBefore(statement)
        }
    }

    /// In the body itself, with or without a label: success comes here as well.
    private func endsFunction(_ statement: SyntaxNode) -> Bool {
        var outer = statement.parent
        while let label = outer, label.kind == .label { outer = label.parent }
        return outer == function.body
    }
}
