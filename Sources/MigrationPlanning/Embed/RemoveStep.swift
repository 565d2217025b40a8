// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// How a failed registration is undone.
enum Teardown: Equatable {
    /// A label of create that already undoes all of it.
    case label(String)
    /// The tail of remove, made a function that both call. It takes the mdev where remove looks its state up by it.
    case function(String, takesMdev: Bool)
}

/// M-05, M-06, O-06: remove unregisters first, then undoes create, and returns nothing.
struct RemoveStep {
    let context: EmbedContext
    let helpers: ConvertedHelpers
    let teardown: Teardown
    private let parts: RemoveParts

    init(_ context: EmbedContext, helpers: ConvertedHelpers) {
        self.context = context
        self.helpers = helpers
        parts = RemoveParts(context)
        let isCalled = !(context.index.calls[context.remove.name] ?? []).isEmpty
        let registersInCreate = context.successExit != nil
        if parts.local != nil, !isCalled, registersInCreate,
            let label = CompleteLabel(context: context, undone: parts.normalisedTail).find()
        {
            teardown = .label(label)
        } else {
            teardown = .function(
                context.names.releaseState, takesMdev: parts.looksStateUp || parts.usesDeviceBehindFree)
        }
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let results = parts.returnNothing() else {
            throw EmbedChecks(usage: context.usage).refuse(
                "M-05", context.remove, "the results of \(context.remove.name)() cannot be taken out",
                "give the result variable a declaration of its own")
        }
        let title = "remove unregisters the vfio_device first and returns nothing"
        try builder.add("M-05", title, in: context.file, results)
        for test in context.vetoes.inUse {
            try builder.add(
                "M-06", "remove does not ask whether the device is in use: it is closed", in: context.file,
                // What is said above the test is about the test.
                [.delete(test.statementWithComment)])
        }
        if let veto = context.vetoes.open { builder.review(.veto(veto, of: context.remove)) }
        switch teardown {
        case .label: if let local = parts.local { try inPlace(local, title, &builder) }
        case .function(let name, let takesMdev): try split(name, takesMdev, title, &builder)
        }
    }

    // MARK: remove stays one function

    private func inPlace(_ local: StateLocal, _ title: String, _ builder: inout PlanBuilder) throws(Refusal) {
        let remove = context.remove
        try retype(remove, title, &builder)
        let body = try BodyRewriter(
            context: context, function: remove, parameter: context.removeDevice,
            access: .mdev(context.removeDevice.name), helpers: helpers
        ).rewrite()
        try BodyEdits.add(body, to: remove, title: title, &builder)
        for test in local.nullTests(in: remove) {
            try builder.add("M-31", title, in: context.file, NullTests.removal(of: test) ?? [])
        }
        let uninit = UninitCalls(context)
        let call =
            "\tvfio_unregister_group_dev(&\(local.variable.name)->\(context.names.field));\n"
            + (uninit.isLifted ? uninit.line(local.variable.name) : "")
        guard let place = parts.tail.first ?? remove.body?.children.last else { return }
        try builder.add(
            "M-05", title, in: context.file, [.insert(call, at: place.file.startOfLine(at: place.range.start))])
    }

    private func retype(_ function: SyntaxNode, _ title: String, _ builder: inout PlanBuilder) throws(Refusal) {
        for head in context.index.heads(of: function.name) {
            if let edit = Signatures.returnNothing(head) {
                try builder.add("M-05", title, in: head.file, [edit])
            }
        }
    }

    // MARK: remove's tail becomes a function

    private func split(_ name: String, _ takesMdev: Bool, _ title: String, _ builder: inout PlanBuilder) throws(Refusal)
    {
        let remove = context.remove
        let stateName = parts.stateName
        let prototypes = context.index.heads(of: remove.name).filter { $0.body == nil }
        for prototype in prototypes {
            if let edit = Signatures.returnNothing(prototype) {
                try builder.add("M-05", title, in: prototype.file, [edit])
            }
        }
        guard let void = Signatures.returnNothing(remove), let rename = Signatures.rename(remove, to: name),
            let list = Signatures.rewriteList(of: remove, to: [context.stateParameter(stateName)])
        else { return }
        try builder.add("M-05", title, in: context.file, [void, rename] + (takesMdev ? [] : [list]))

        let body = try BodyRewriter(
            context: context, function: remove, parameter: context.removeDevice,
            access: takesMdev ? .mdev(context.removeDevice.name) : .state(stateName), helpers: helpers
        ).rewrite()
        try BodyEdits.add(body, to: remove, title: title, &builder)
        try builder.add("M-05", title, in: context.file, parts.preamble.map { .delete($0.statementLines) })
        for declaration in DeviceDeclarations.onlyFor(parts.preamble, in: remove) {
            try builder.add("M-05", title, in: context.file, [.delete(declaration.statementLines)])
        }

        try redirectCalls(to: name, takesMdev, title, &builder)
        let text = newRemove(stateName, name, takesMdev)
        try builder.add("M-05", title, in: context.file, [staysInFront ? inFront(text) : behind(text)])
    }

    /// What remove says first stays where it is, so that a patch does not move it: the tail is known before probe.
    private var staysInFront: Bool {
        !parts.preamble.isEmpty && context.remove.range.start > context.create.startWithComment
    }

    private func inFront(_ text: String) -> TextEdit {
        .insert(text + "\n", at: context.file.startOfLine(at: context.remove.range.start))
    }

    private func behind(_ text: String) -> TextEdit {
        .insert("\n" + text, at: context.file.endOfLine(at: context.remove.range.end - 1))
    }

    /// Create may undo itself by calling remove: what it wants is the tail, for nothing is registered yet.
    private func redirectCalls(
        to name: String, _ takesMdev: Bool, _ title: String, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        for call in context.index.calls[context.remove.name] ?? [] {
            guard call.enclosingFunction == context.create, call.enclosingStatement == call,
                let callee = call.nameRange,
                let argument = call.arguments.first
            else {
                throw EmbedChecks(usage: context.usage).refuse(
                    "M-05", call, "\(context.remove.name)() is also called directly", EmbedChecks.byHand)
            }
            var edits = [TextEdit(callee, name)]
            if !takesMdev { edits.append(TextEdit(argument.range, context.stateVariable.name)) }
            let uninit = UninitCalls(context)
            if uninit.isLifted {
                let line = call.file.startOfLine(at: call.range.start)
                let text = uninit.line(context.stateVariable.name).drop { $0 == "\t" }
                edits.append(.insert(call.indentation + text, at: line))
            }
            try builder.add("M-05", title, in: call.file, edits)
        }
    }

    private func newRemove(_ state: String, _ releaseState: String, _ takesMdev: Bool) -> String {
        let mdev = context.removeDevice.name
        var text = "static void \(context.names.remove)(struct mdev_device *\(mdev))\n{\n"
        text += KernelStyle.declaration("struct \(context.stateRecord) *\(state)", "dev_get_drvdata(&\(mdev)->dev)")
        for declaration in DeviceDeclarations.neededBy(parts.preamble, in: context.remove) {
            text += "\t" + declaration.rangeWithSemicolon.text(in: context.file) + "\n"
        }
        text += "\n"
        for statement in parts.preamble {
            text += "\t" + statement.rangeWithSemicolon.text(in: context.file) + "\n"
        }
        if !parts.preamble.isEmpty { text += "\n" }
        text += "\tvfio_unregister_group_dev(&\(state)->\(context.names.field));\n"
        let uninit = UninitCalls(context)
        if uninit.isLifted { text += uninit.line(state) }
        text += "\t\(releaseState)(\(takesMdev ? mdev : state));\n}\n"
        return text
    }
}

extension SourceRange {
    func text(in file: SourceFile) -> String { file.text(in: self).replacing("\r\n", with: "\n") }
}

/// Declarations such as `struct device *dev = mdev_dev(mdev);` that log lines need.
enum DeviceDeclarations {
    static func neededBy(_ statements: [SyntaxNode], in function: SyntaxNode) -> [SyntaxNode] {
        let used = Set(statements.flatMap { $0.subtree }.filter { $0.kind == .reference }.compactMap(\.declaration))
        return (function.body?.children ?? []).filter { statement in
            statement.kind == .declarationStatement
                && statement.children.contains { $0.kind == .variable && $0.declaration.map(used.contains) ?? false }
                && !statement.subtree.contains { $0.calledName == "mdev_get_drvdata" }
        }
    }

    /// Those that nothing but these statements needs.
    static func onlyFor(_ statements: [SyntaxNode], in function: SyntaxNode) -> [SyntaxNode] {
        let others = (function.body?.children ?? []).filter { !statements.contains($0) }
        return neededBy(statements, in: function).filter { declaration in
            let names = Set(declaration.children.compactMap(\.declaration))
            return others.allSatisfy { other in
                other == declaration
                    || other.subtree.allSatisfy {
                        !($0.kind == .reference && $0.declaration.map(names.contains) ?? false)
                    }
            }
        }
    }
}
