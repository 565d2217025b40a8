// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-18, M-19: the mdev_drivers are registered before the first parent and unregistered after the last.
struct ModuleStep {
    let context: DriverContext
    let place: ModulePlace
    let registration: DriverRegistration

    /// - Parameter drivers: names of the `mdev_driver` variables.
    init(_ context: DriverContext, drivers: [String]? = nil) {
        self.context = context
        place = ModulePlace.find(context.usage, home: context.file)
        let isShared = place.file.map { $0.path != context.file.path } ?? false
        registration = DriverRegistration(
            drivers: drivers ?? [context.names.driver], prefix: context.names.prefix, isShared: isShared)
    }

    private static let title = "register the mdev_driver first"

    /// Functions of the table's own file that mention the drivers.
    var users: [SyntaxNode] {
        guard case .functions(let start, let end) = place else { return [] }
        return [start, end].compactMap { $0 }.filter { $0.file.path == context.file.path }
    }

    /// Functions of the table's own file that register parents.
    var registeringFunctions: [SyntaxNode] {
        (context.usage.registrations + context.usage.unregistrations).compactMap {
            context.index.functions[$0.function]
        }.filter { $0.file.path == context.file.path }
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        switch place {
        case .functions(let start, let end):
            try registerIn(start, &builder)
            if let end { try unregisterIn(end, &builder) }
        case .macro(let entry, let file):
            let step = DriverMacroStep(context: context, registration: registration, file: file)
            try step.plan(entry, &builder)
        case .counted: break
        }
        if registration.isShared, let file = place.file {
            try SharedDeclaration(context: context, user: file).plan(registration.declarations, &builder)
            try IncludeStep(usage: context.usage, files: [file], header: "linux/mdev.h").plan(&builder)
        }
    }

    // MARK: Start

    /// What init initialises behind the statement that leads to the first parent.
    func lateInitialisers(in function: SyntaxNode) -> (anchor: SyntaxNode, statements: [SyntaxNode])? {
        guard let anchor = anchor(in: function, reaching: "mdev_register_device", first: true) else { return nil }
        let late = LateInitialisers(context: context).find(in: function, behind: anchor)
        return late.isEmpty ? nil : (anchor, late)
    }

    private func registerIn(_ function: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let anchor = anchor(in: function, reaching: "mdev_register_device", first: true) else {
            return try around(function, macro: "module_init", &builder)
        }
        let late = LateInitialisers(context: context).find(in: function, behind: anchor)
        do {
            let text = RegisterText(
                context: context, registration: registration, function: function, anchor: anchor, first: late)
            let plan = try text.edits()
            var trial = builder
            try trial.add("M-18", Self.title, in: function.file, plan)
            try trial.add(
                "M-30", "locks and lists are initialised before a parent can be used", in: function.file,
                late.map { .delete($0.statementLines) })
            builder = trial
        } catch {
            guard late.isEmpty else { throw error }
            try around(function, macro: "module_init", &builder)
        }
    }

    // MARK: End

    private func unregisterIn(_ function: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let title = "unregister the mdev_driver last"
        if let anchor = anchor(in: function, reaching: "mdev_unregister_device", first: false) {
            let end = anchor.file.endOfLine(at: anchor.rangeWithSemicolon.end - 1)
            try builder.add(
                "M-19", title, in: function.file,
                [.insert("\(anchor.indentation)\(registration.unregister)\n", at: end)])
            return
        }
        // Exit undoes init in reverse: what init did first comes last.
        guard let body = function.body, body.descendants(.returnStatement).isEmpty else {
            return try around(function, macro: "module_exit", &builder)
        }
        let line = function.file.startOfLine(at: body.range.end - 1)
        guard !body.children.isEmpty, function.file.line(at: body.range.start) < function.file.line(at: line) else {
            return try around(function, macro: "module_exit", &builder)
        }
        try builder.add("M-19", title, in: function.file, [.insert("\t\(registration.unregister)\n", at: line)])
    }

    /// The outermost statement that (by what it calls or names) leads to a function.
    private func anchor(in function: SyntaxNode, reaching target: String, first: Bool) -> SyntaxNode? {
        let graph = ReferenceGraph(context.index)
        let fitting = (function.body?.children ?? []).filter { statement in
            var plain = statement
            while plain.kind == .label, let inner = plain.children.last { plain = inner }
            return graph.reaches(from: ReferenceGraph.names(in: plain), target)
        }
        return first ? fitting.first : fitting.last
    }

    // MARK: Around

    /// The module's own init or exit stays as it is; a new one calls it.
    private func around(
        _ function: SyntaxNode, macro: StaticString, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        let list = function.tokens
        guard
            let use = list.tokens.indices.first(where: {
                list.token($0, is: macro) && list.token($0 + 1, is: "(") && list.text(at: $0 + 2) == function.name
            })
        else {
            throw EmbedChecks(usage: context.usage).refuse(
                "M-18", function, "how \(function.name)() is called when the module is loaded is not seen",
                "register the mdev_driver by hand before the first mdev_register_device()")
        }
        let isStart = macro.description == "module_init"
        let free = FreeNames(context.index)
        let name = free.name(context.names.prefix + (isStart ? "module_init" : "module_exit"))
        let text =
            isStart
            ? """
            static int __init \(name)(void)
            {
            \tint ret;

            \tret = \(registration.register);
            \tif (ret)
            \t\treturn ret;

            \tret = \(function.name)();
            \tif (ret)
            \t\t\(registration.unregister)

            \treturn ret;
            }


            """
            : """
            static void __exit \(name)(void)
            {
            \t\(function.name)();
            \t\(registration.unregister)
            }


            """
        let line = function.file.startOfLine(at: list.tokens[use].range.start)
        let before = list.file.text(in: SourceRange(list.file.startOfLine(at: max(0, line - 1)), line))
        let place = before.hasPrefix("module_init") && !isStart ? list.file.startOfLine(at: max(0, line - 1)) : line
        let previous = list.file.text(in: SourceRange(list.file.startOfLine(at: max(0, place - 1)), place))
        let gap = previous.allSatisfy(\.isWhitespace) ? "" : "\n"
        try builder.add(
            isStart ? "M-18" : "M-19", Self.title, in: function.file,
            [.insert(gap + text, at: place), TextEdit(list.tokens[use + 2].range, name)])
    }
}
