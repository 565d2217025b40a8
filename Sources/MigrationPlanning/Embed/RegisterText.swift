// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Puts `mdev_register_driver()` in front of the statement of module init that leads to the first parent, and undoes it
/// in the manner in which the function undoes things.
struct RegisterText {
    let context: EmbedContext
    let function: SyntaxNode
    /// The statement that leads to the first `mdev_register_device()`.
    let anchor: SyntaxNode

    private var file: SourceFile { function.file }
    private var call: String { "mdev_register_driver(&\(context.names.driver))" }
    private var undo: String { "mdev_unregister_driver(&\(context.names.driver));" }

    func edits() throws(Refusal) -> [TextEdit] {
        let result = ResultVariable.existing(in: function)?.name
        // `return mdev_register_device(…);` or `return pci_register_driver(…);`
        if anchor.kind == .returnStatement, let value = anchor.children.first {
            let name = result ?? "ret"
            let text = registration(name, failure: "return \(name);")
                + "\t\(name) = \(value.text);\n\tif (\(name))\n\t\t\(undo)\n\n\treturn \(name);\n"
            return declaration(result) + [TextEdit(anchor.statementLines, text)]
        }
        guard let test = failureTest() else {
            throw EmbedChecks(usage: context.usage).refuse(
                "M-18", anchor, "how \(function.name)() handles the failure of this call is not recognised",
                "register the mdev_driver by hand before it")
        }
        guard let jump = leavingStatement(of: test) else {
            throw EmbedChecks(usage: context.usage).refuse(
                "M-18", test, "the failure branch does not end in a goto or a return",
                "let the failure branch leave the function, then convert again")
        }
        let name = result ?? "ret"
        let start = file.startOfLine(at: anchor.range.start)
        if jump.kind == .goto, let label = jump.children.first(where: { $0.kind == .labelReference })?.name,
            let target = function.descendants(.label).first(where: { $0.name == label })
        {
            return declaration(result) + [.insert(registration(name, failure: "goto \(label);"), at: start)]
                + unwinding(jump: jump, label: target) + laterFailures(behind: test, oldLabel: label)
        }
        let failure = jump.rangeWithSemicolon.text(in: file)
        return declaration(result)
            + [.insert(registration(name, failure: returned(failure, name)), at: start)] + undoBefore(jump)
            + laterReturns(behind: test)
    }

    private func registration(_ name: String, failure: String) -> String {
        "\t\(name) = \(call);\n\tif (\(name))\n\t\t\(failure)\n\n"
    }

    /// `return ret;` stays; another value (`return -ENODEV;`) becomes the result of registering the driver.
    private func returned(_ failure: String, _ name: String) -> String {
        failure.contains(name) ? failure : "return \(name);"
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
        if anchor.kind == .ifStatement { return anchor.elseBranch == nil ? anchor : nil }
        guard let block = anchor.parent, let position = block.children.firstIndex(of: anchor),
            position + 1 < block.children.count
        else { return nil }
        let next = block.children[position + 1]
        return next.kind == .ifStatement && next.elseBranch == nil ? next : nil
    }

    private func leavingStatement(of test: SyntaxNode) -> SyntaxNode? {
        guard let branch = test.thenBranch else { return nil }
        let last = branch.kind == .compound ? branch.children.last : branch
        guard let last, last.kind == .goto || last.kind == .returnStatement else { return nil }
        return last
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

    private func undoBefore(_ jump: SyntaxNode) -> [TextEdit] {
        let line = file.startOfLine(at: jump.range.start)
        if jump.parent?.kind == .compound { return [.insert("\(jump.indentation)\(undo)\n", at: line)] }
        // A branch without braces gets them.
        guard let test = jump.parent, test.kind == .ifStatement, let condition = test.condition else { return [] }
        let close = test.tokens.index(atOrAfter: condition.range.end)
        guard test.tokens.token(close, is: ")") else { return [] }
        return [
            .insert(" {", at: test.tokens.tokens[close].range.end),
            .insert("\(jump.indentation)\(undo)\n", at: line),
            .insert("\(test.indentation)}\n", at: file.endOfLine(at: jump.rangeWithSemicolon.end - 1)),
        ]
    }

    /// Failures behind the anchor that leave by `return` have the driver to unregister, too.
    private func laterReturns(behind test: SyntaxNode) -> [TextEdit] {
        function.descendants(.returnStatement).flatMap { statement -> [TextEdit] in
            guard statement.range.start > test.range.end, statement.parent != function.body,
                statement.children.first?.text != "0"
            else { return [] }
            return undoBefore(statement)
        }
    }
}
