// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// Plans the conversion by wrapping: generated code holds the vfio_device and calls the driver's own functions, which go
/// on taking the mdev.
struct WrapPlanner {
    let usage: DriverUsage
    let source: KernelLevel
    let target: KernelLevel

    /// Names for people; nil for a driver without a table.
    func names() throws(Refusal) -> ConversionNames? {
        let wrapped = try wrapped()
        guard let first = wrapped.first else { return nil }
        let names = WrapNames.all(for: wrapped, prefix: first.context.names.prefix)
        return names.first.map { ConversionNames(wrapped, first, $0) }
    }

    private func wrapped() throws(Refusal) -> [WrappedTable] {
        let checks = WrapChecks(usage: usage)
        let tables = try checks.tables()
        var wrapped: [WrappedTable] = []
        for (table, names) in zip(tables, DriverNames.all(usage: usage, tables: tables)) {
            var names = names
            // The element of an array of drivers is called as the table was.
            if case .arrayElement = table.storage, target.registersParentWithDriver { names.driver = table.expression }
            let context = DriverContext(usage: usage, table: table, source: source, target: target, names: names)
            let item = WrappedTable(context: context)
            try checks.callbacks(of: item)
            wrapped.append(item)
        }
        return wrapped
    }

    func plan() throws(Refusal) -> PlanBuilder {
        let wrapped = try wrapped()
        try WrapChecks(usage: usage).noIommuDevices(target)
        var builder = PlanBuilder(usage: usage)
        guard let first = wrapped.first else {
            try workWithoutTable(&builder)
            return builder
        }
        try work(wrapped, first, &builder)
        return builder
    }

    private func work(
        _ tables: [WrappedTable], _ first: WrappedTable, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        var creates: [SyntaxNode] = []
        for table in tables {
            if let create = table.context.create, !creates.contains(create) { creates.append(create) }
        }
        let route = RuleRoute(from: source, to: target)
        if route.has("B-01", "B-02", "B-03", "B-04") {
            try TypeLookupStep(
                usage, groups: TypeGroups(first.context), creates: creates, prefix: first.context.names.prefix
            ).plan(&builder)
        }
        try DrvdataStep(usage: usage).plan(&builder)
        if route.has("B-13", "B-14") { try IommuDeviceStep(usage: usage).plan(&builder) }
        if route.has("X-05", "X-06") { try UUIDStep(usage: usage, source: source).plan(&builder) }
        try IncludeStep(usage: usage, files: [first.context.file]).plan(&builder)

        let drivers = tables.map(\.context.names.driver)
        let module = ModuleStep(first.context, drivers: drivers)
        let parents = ParentStep(first.context, module: module)
        let pointers = TablePointers(usage: usage, tables: tables, target: target)
        let isShared = module.registration.isShared || pointers.isSeenElsewhere
        let names = WrapNames.all(for: tables, prefix: first.context.names.prefix)
        for (position, table) in tables.enumerated() {
            let isLast = position == tables.count - 1
            let step = WrappedTableStep(
                table: table, names: names[position], isShared: isShared, functions: isLast ? parents.functions : "")
            try step.plan(&builder)
            if route.has("M-13") { try ParentGroupsStep(table.context).plan(&builder) }
            try VendorMembers(table: table.table).plan(edits: false, &builder)
            review(table, &builder)
        }
        try TableReads(usage: usage, target: target).plan(&builder)
        try pointers.plan(&builder)
        try parents.plan(&builder)
        try module.plan(&builder)
    }

    /// A framework: it is given the tables of others, and registers parents with them.
    private func workWithoutTable(_ builder: inout PlanBuilder) throws(Refusal) {
        let groups = TypeGroups(attributesOf: usage)
        try TypeLookupStep(usage, groups: groups, creates: [], prefix: DriverNames.prefix(of: usage)).plan(&builder)
        try DrvdataStep(usage: usage).plan(&builder)
        try TableReads(usage: usage, target: target).plan(&builder)
        try TablePointers(usage: usage, tables: [], target: target).plan(&builder)
    }

    private func review(_ table: WrappedTable, _ builder: inout PlanBuilder) {
        let open = (table.function("open")).flatMap { usage.index.functions[$0] }
        OpenReviews(context: table.context, open: open, isStubbed: table.stubs.contains { $0.hasPrefix("open") })
            .add(to: &builder)
        for member in table.conditional {
            builder.review(
                ReviewItem(
                    rule: "M-10", path: member.node.file.path, position: member.node.position,
                    message:
                        ".\(member.name) was there under a condition, and \(table.function(member.name) ?? "") always is now",
                    reason: "a vfio_device_ops is constant, one for all devices of the driver",
                    choices: [
                        "let the function itself return -EINVAL where the condition does not hold: nothing changes for users",
                        "leave it so where the function can always be called",
                    ]))
        }
        guard let remove = table.context.remove, let veto = RemoveResults(remove).vetoes.first else { return }
        builder.review(.veto(veto, of: remove))
    }
}
