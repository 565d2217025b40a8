// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-17 and what goes with it: parents are registered with the driver where the level wants that, and where it is not
/// seen how often they are, the driver comes and goes with them.
struct ParentStep {
    let context: DriverContext
    let module: ModuleStep

    init(_ context: DriverContext, module: ModuleStep) {
        self.context = context
        self.module = module
    }

    private var counted: CountedRegistration? {
        guard case .counted = module.place, !context.usage.registrations.isEmpty else { return nil }
        return CountedRegistration(
            registration: module.registration, prefix: context.names.prefix,
            argument: context.target.registersParentWithDriver
                ? "struct mdev_driver *driver" : "const struct mdev_parent_ops *ops")
    }

    /// Functions to be defined behind the drivers.
    var functions: String {
        let counted = counted?.functions ?? ""
        let several = module.registration.functions
        return several.isEmpty ? counted : counted.isEmpty ? several : several + "\n" + counted
    }

    /// At series-v2 and from 5.19 on, parents are registered with the driver.
    func giveDriver(_ builder: inout PlanBuilder) throws(Refusal) {
        guard context.target.registersParentWithDriver else { return }
        for site in context.usage.registrations {
            guard let table = site.table else { continue }
            try builder.add(
                "M-17", "parents are registered with the mdev_driver", in: table.file,
                [TextEdit(table.range, "&\(context.names.driver)")])
        }
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        if let counted {
            let sites =
                context.usage.registrations.map { ($0.call, counted.registerParent) }
                + context.usage.unregistrations.map { ($0.call, counted.unregisterParent) }
            for (call, name) in sites {
                guard let range = call.nameRange, !call.isFromMacro, call.file.path == context.file.path else {
                    throw EmbedChecks(usage: context.usage).refuse(
                        "M-18", call, "the parent is registered here, and how module init leads to it is not seen",
                        "register the mdev_driver by hand before the first mdev_register_device()")
                }
                try builder.add(
                    "M-18", "the mdev_driver is registered with the first parent", in: call.file,
                    [TextEdit(range, name)])
            }
        }
        try declareEarly(&builder)
    }

    /// Functions in front of the table that name the drivers have to know of them.
    private func declareEarly(_ builder: inout PlanBuilder) throws(Refusal) {
        let place = context.table.node.range.start
        func firstUser(_ users: [SyntaxNode]) -> SyntaxNode? {
            users.filter { $0.range.start < place }.min { $0.range.start < $1.range.start }
        }
        let drivers = context.target.registersParentWithDriver ? module.registeringFunctions : []
        var text = ""
        var user: SyntaxNode?
        if let counted, let first = firstUser(module.registeringFunctions) {
            text = (drivers.isEmpty ? "" : "static struct mdev_driver \(context.names.driver);\n") + counted.prototypes
            user = first
        } else if !module.registration.isShared, let first = firstUser(module.users + drivers) {
            text = module.registration.prototypes
            user = first
        }
        guard let user else { return }
        try builder.add("M-15", "the mdev_driver", in: user.file, [.insert(text + "\n", at: user.startWithComment)])
    }
}
