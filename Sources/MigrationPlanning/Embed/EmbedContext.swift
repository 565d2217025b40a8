// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// What embedding needs to know of a driver, and the names that it will use. Making one is the proof that the driver is
/// of the plain kind; what stands against it is a `Refusal`.
struct EmbedContext {
    let driver: DriverContext
    let create: SyntaxNode
    let remove: SyntaxNode
    let allocation: StateAllocation
    let vetoes: VetoTests
    /// Parameter of create and remove that is the mdev.
    let createDevice: SyntaxNode
    let removeDevice: SyntaxNode
    let names: Names

    struct Names {
        var field: String
        var probe: String
        var remove: String
        var releaseState: String
        /// Name for a variable that points to the state, where a function has none of its own.
        var stateVariable: String
        /// Parameter of device callbacks.
        var device: String
    }

    /// The function bound to `open` or `release`, whatever the source's level calls it.
    func openingFunction(_ member: String) -> String? {
        table.function(member) ?? WrappedTable.synonyms[member].flatMap { table.function($0) }
    }

    var usage: DriverUsage { driver.usage }
    var target: KernelLevel { driver.target }
    var table: OpsTable { driver.table }
    var file: SourceFile { driver.file }
    var index: DriverIndex { driver.index }
    /// The state struct, its name, and the variable that holds it in create.
    var state: SyntaxNode { allocation.definition }
    var stateRecord: String { allocation.record }
    var stateVariable: SyntaxNode { allocation.variable }
    var allocator: SyntaxNode? { allocation.allocator }
    var getters: Set<String> { allocation.getters }
    /// Functions that are bound to members of `vfio_device_ops`.
    var callbackNames: Set<String> { Set(OldAPI.deviceCallbacks.compactMap { table.function($0) }) }

    init(usage: DriverUsage, source: KernelLevel, target: KernelLevel) throws(Refusal) {
        let checks = EmbedChecks(usage: usage)
        try checks.noOtherBranches()
        let table = try checks.singleTable()
        driver = DriverContext(
            usage: usage, table: table, source: source, target: target, names: DriverNames(usage: usage, table: table))
        create = try checks.callback("create", of: table)
        remove = try checks.callback("remove", of: table)
        allocation = try StateAllocation(usage, create: create)
        try StateLifetime(usage: usage, allocation: allocation).check()
        createDevice = try checks.deviceParameter(of: create)
        removeDevice = try checks.deviceParameter(of: remove)
        let release = (table.function("release") ?? table.function("close_device")).flatMap {
            usage.index.functions[$0]
        }
        vetoes = VetoTests(remove: remove, release: release, record: allocation.record, index: usage.index)
        try checks.noForeignUses()
        try WrapChecks(usage: usage).noIommuDevices(target)
        try checks.noMacroDefinitions()
        try checks.noInactiveMembers(table)
        let callbacks = OldAPI.deviceCallbacks.compactMap { table.function($0) }.compactMap {
            usage.index.functions[$0]
        }
        let attributes = usage.typeAttributes.map(\.function)
        try checks.noInactiveUses([create, remove] + callbacks + usage.helpers + attributes)
        try checks.isLaidOut([create, remove] + callbacks + usage.helpers, table: table)
        try checks.areInOneFile([create, remove] + callbacks + usage.helpers, driver.file)
        names = Self.chooseNames(driver, create: create, remove: remove, allocation: allocation)
    }

    /// The one `return 0;` at the end of create's straight path, where there is one.
    var successExit: SyntaxNode? {
        let returns = create.descendants(.returnStatement)
        let exits = returns.filter { $0.children.first?.text == "0" }
        guard exits.count == 1, let exit = exits.first, exit.parent == create.body,
            exit.range.start > allocation.holder.range.end
        else { return nil }
        // Another exit of the straight path may give 0 through a variable.
        return returns.allSatisfy { $0.range.start >= exit.range.start || $0.parent != create.body } ? exit : nil
    }

    /// `struct T *name`, as a parameter.
    func stateParameter(_ name: String) -> String { "struct \(stateRecord) *\(name)" }

    /// `container_of(…)` from a `struct vfio_device *`.
    func containerOf(_ device: String) -> String { "container_of(\(device), struct \(stateRecord), \(names.field))" }

    private static func chooseNames(
        _ driver: DriverContext, create: SyntaxNode, remove: SyntaxNode, allocation: StateAllocation
    ) -> Names {
        let free = FreeNames(driver.index)
        let stem = driver.names.prefix
        let fields = Set(allocation.definition.children.filter { $0.kind == .field }.map(\.name))
        // A parameter may not be called as a variable of the function is.
        let locals = Set(driver.index.functions.values.flatMap { $0.descendants(.variable, .parameter) }.map(\.name))
        let device = ["vdev", "core_vdev", "vfio_dev", "vfio_device"].first { !locals.contains($0) } ?? "mdev_vdev"
        let field = ["vdev", "vfio_dev", "vfio_device", "mdev_vdev"].first { !fields.contains($0) } ?? "vdev_"
        let probe =
            create.name.hasSuffix("create")
            ? String(create.name.dropLast("create".count)) + "probe" : stem + "mdev_probe"
        return Names(
            field: field, probe: free.name(probe, stem + "mdev_probe"), remove: remove.name,
            releaseState: free.name(stem + "release_state", stem + "mdev_release_state"),
            stateVariable: allocation.variable.name, device: device)
    }
}
