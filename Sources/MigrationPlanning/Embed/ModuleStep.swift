// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-17 to M-19: the mdev_driver is registered before the first parent and unregistered after the last.
struct ModuleStep {
    let context: EmbedContext

    init(_ context: EmbedContext) { self.context = context }

    private var checks: EmbedChecks { EmbedChecks(usage: context.usage) }
    private var graph: ReferenceGraph { ReferenceGraph(context.index) }

    /// Functions that will mention the driver variable.
    var functionsThatNameTheDriver: [SyntaxNode] {
        var functions: [SyntaxNode] = []
        if let start = context.usage.entry.initFunction { functions.append(start) }
        if let end = context.usage.entry.exitFunction { functions.append(end) }
        if !context.hasDeviceDriverMember {
            functions += context.usage.registrations.compactMap { context.index.functions[$0.function] }
        }
        return functions
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        try giveDriver(&builder)
        if let start = context.usage.entry.initFunction {
            guard let end = context.usage.entry.exitFunction else {
                throw checks.refuse(
                    "M-19", start, "the module has no exit function in which to unregister the mdev_driver",
                    "give the module an exit function, then convert again")
            }
            try registerInInit(start, &builder)
            try unregisterInExit(end, &builder)
        } else if let macro = context.usage.entry.driverMacro {
            try replaceMacro(macro, &builder)
        } else {
            throw checks.refuse(
                "M-18", context.table.node, "no module_init() and no module_…_driver() is seen",
                "name the file with the module's init on the command line, too")
        }
    }

    /// At series-v2 and from 5.19 on, parents are registered with the driver.
    private func giveDriver(_ builder: inout PlanBuilder) throws(Refusal) {
        guard !context.hasDeviceDriverMember else { return }
        for site in context.usage.registrations {
            guard let table = site.table else { continue }
            try builder.add(
                "M-17", "parents are registered with the mdev_driver", in: table.file,
                [TextEdit(table.range, "&\(context.names.driver)")])
        }
    }

    // MARK: Module init

    private func registerInInit(_ function: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let title = "register the mdev_driver first"
        guard let anchor = anchor(in: function, reaching: "mdev_register_device", first: true) else {
            throw checks.refuse(
                "M-18", function, "no statement of \(function.name)() leads to mdev_register_device()",
                "register the mdev_driver by hand before the first mdev_register_device()")
        }
        let late = lateInitialisers(in: function, behind: anchor)
        let plan = try RegisterText(context: context, function: function, anchor: anchor, first: late).edits()
        try builder.add("M-18", title, in: function.file, plan)
        try builder.add(
            "M-30", "locks and lists are initialised before a parent can be used", in: function.file,
            late.map { .delete($0.statementLines) })
    }

    private static let initialisers: Set<String> = [
        "mutex_init", "INIT_LIST_HEAD", "spin_lock_init", "idr_init", "ida_init", "init_waitqueue_head", "atomic_set",
        "init_rwsem", "xa_init", "INIT_HLIST_HEAD", "init_completion", "hash_init", "refcount_set", "rwlock_init",
    ]

    /// Locks and lists of the driver that module init initialises only behind the registration, though probe uses them.
    private func lateInitialisers(in function: SyntaxNode, behind anchor: SyntaxNode) -> [SyntaxNode] {
        guard let statements = function.body?.children, let position = statements.firstIndex(of: anchor) else {
            return []
        }
        let used = ReferenceGraph.names(in: context.create).union(ReferenceGraph.names(in: context.remove))
        return statements[(position + 1)...].filter { statement in
            let tokens = statement.tokens
            let first = tokens.text(at: tokens.index(atOrAfter: statement.range.start))
            guard Self.initialisers.contains(first) else { return false }
            let names = ReferenceGraph.names(in: statement).filter { context.index.variables[$0] != nil }
            return !names.isEmpty && !names.isDisjoint(with: used)
        }
    }

    /// The outermost statement that (by what it calls or names) leads to a function.
    private func anchor(in function: SyntaxNode, reaching target: String, first: Bool) -> SyntaxNode? {
        let graph = graph
        let fitting = (function.body?.children ?? []).filter { statement in
            var plain = statement
            while plain.kind == .label, let inner = plain.children.last { plain = inner }
            return graph.reaches(from: ReferenceGraph.names(in: plain), target)
        }
        return first ? fitting.first : fitting.last
    }

    // MARK: Module exit

    private func unregisterInExit(_ function: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let anchor = anchor(in: function, reaching: "mdev_unregister_device", first: false) else {
            throw checks.refuse(
                "M-19", function, "no statement of \(function.name)() leads to mdev_unregister_device()",
                "unregister the mdev_driver by hand after the last mdev_unregister_device()")
        }
        let end = anchor.file.endOfLine(at: anchor.rangeWithSemicolon.end - 1)
        try builder.add(
            "M-19", "unregister the mdev_driver last", in: function.file,
            [.insert("\(anchor.indentation)mdev_unregister_driver(&\(context.names.driver));\n", at: end)])
    }

    // MARK: module_…_driver()

    private static let registerFunctions = [
        "module_pci_driver": ("pci_register_driver", "pci_unregister_driver"),
        "module_platform_driver": ("platform_driver_register", "platform_driver_unregister"),
        "module_i2c_driver": ("i2c_add_driver", "i2c_del_driver"),
        "module_spi_driver": ("spi_register_driver", "spi_unregister_driver"),
        "module_auxiliary_driver": ("auxiliary_driver_register", "auxiliary_driver_unregister"),
        "module_virtio_driver": ("register_virtio_driver", "unregister_virtio_driver"),
        "module_usb_driver": ("usb_register", "usb_deregister"),
    ]

    private func replaceMacro(_ entry: ModuleEntry.MacroEntry, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let names = Self.registerFunctions[entry.macro] else {
            throw Refusal(
                rule: "M-18", path: entry.use.path, position: context.file.position(of: entry.use.range.start),
                message: "what \(entry.macro)() expands to is not known here",
                advice: "write module init and exit out by hand, then convert again")
        }
        let prefix = context.names.prefix
        let taken = context.index.takenNames
        let start = taken.contains(prefix + "init") ? prefix + "module_init" : prefix + "init"
        let end = taken.contains(prefix + "exit") ? prefix + "module_exit" : prefix + "exit"
        let driver = context.names.driver
        let text = """
            static int __init \(start)(void)
            {
            \tint ret;

            \tret = mdev_register_driver(&\(driver));
            \tif (ret)
            \t\treturn ret;

            \tret = \(names.0)(&\(entry.driver));
            \tif (ret)
            \t\tmdev_unregister_driver(&\(driver));

            \treturn ret;
            }

            static void __exit \(end)(void)
            {
            \t\(names.1)(&\(entry.driver));
            \tmdev_unregister_driver(&\(driver));
            }

            module_init(\(start));
            module_exit(\(end));
            """
        let file = context.file
        let line = file.startOfLine(at: entry.use.range.start)
        let previous = file.text(in: SourceRange(file.startOfLine(at: max(0, line - 1)), line))
        let gap = previous.allSatisfy(\.isWhitespace) ? "" : "\n"
        var range = entry.use.range
        if let tokens = context.usage.index.units.first?.tree.tokens(ofFile: entry.use.path) {
            let behind = tokens.index(atOrAfter: range.end)
            if tokens.token(behind, is: ";") { range.end = tokens.tokens[behind].range.end }
        }
        try builder.add("M-18", "register the mdev_driver first", in: context.file, [TextEdit(range, gap + text)])
    }
}
