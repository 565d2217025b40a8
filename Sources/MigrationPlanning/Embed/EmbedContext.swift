// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// What embedding needs to know of a driver, and the names that it will use. Making one is the proof that the driver is
/// of the plain kind; what stands against it is a `Refusal`.
struct EmbedContext {
    let usage: DriverUsage
    let source: KernelLevel
    let target: KernelLevel
    let file: SourceFile
    let table: OpsTable
    let create: SyntaxNode
    let remove: SyntaxNode
    let allocation: StateAllocation
    /// Parameter of create and remove that is the mdev.
    let createDevice: SyntaxNode
    let removeDevice: SyntaxNode
    let names: Names

    struct Names {
        /// What the driver's functions begin with: `mtty_`.
        var prefix: String
        var field: String
        var probe: String
        var remove: String
        var releaseState: String
        var deviceOps: String
        var driver: String
        var driverName: String
        /// Name for a variable that points to the state, where a function has none of its own.
        var stateVariable: String
        /// Parameter of device callbacks.
        var device: String
    }

    var index: DriverIndex { usage.index }
    /// The state struct, its name, and the variable that holds it in create.
    var state: SyntaxNode { allocation.definition }
    var stateRecord: String { allocation.record }
    var stateVariable: SyntaxNode { allocation.variable }
    var allocator: SyntaxNode? { allocation.allocator }
    var getters: Set<String> { allocation.getters }
    /// Functions that are bound to members of `vfio_device_ops`.
    var callbackNames: Set<String> { Set(OldAPI.deviceCallbacks.compactMap { table.function($0) }) }
    var hasDeviceDriverMember: Bool { [.B1, .B2, .B3].contains(target) }
    /// Levels that call open and release without asking whether they are there.
    var needsOpenAndRelease: Bool { [.S, .B1].contains(target) }
    /// Levels with open_device, close_device and `vfio_uninit_group_dev()`.
    var hasDeviceSets: Bool { [.B2, .B3, .C0, .C1].contains(target) }

    init(usage: DriverUsage, source: KernelLevel, target: KernelLevel) throws(Refusal) {
        self.usage = usage
        self.source = source
        self.target = target
        let checks = EmbedChecks(usage: usage)
        try checks.licenceAllows()
        try checks.noOtherBranches()
        table = try checks.singleTable()
        create = try checks.callback("create", of: table)
        remove = try checks.callback("remove", of: table)
        file = table.node.file
        allocation = try StateAllocation(usage, create: create)
        createDevice = try checks.deviceParameter(of: create)
        removeDevice = try checks.deviceParameter(of: remove)
        try checks.oneFile(file)
        try checks.removeNeverVetoes(remove)
        try checks.noForeignUses()
        try checks.noMacroDefinitions()
        try checks.noInactiveMembers(table)
        let bound = table
        let callbacks = OldAPI.deviceCallbacks.compactMap { bound.function($0) }.compactMap {
            usage.index.functions[$0]
        }
        let attributes = usage.typeAttributes.map(\.function)
        try checks.noInactiveUses([create, remove] + callbacks + usage.helpers + attributes)
        try checks.isLaidOut([create, remove] + callbacks + usage.helpers, table: table)
        names = Self.chooseNames(
            usage: usage, table: table, create: create, remove: remove, state: allocation.definition,
            variable: allocation.variable.name)
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
        usage: DriverUsage, table: OpsTable, create: SyntaxNode, remove: SyntaxNode, state: SyntaxNode, variable: String
    ) -> Names {
        let taken = usage.index.takenNames
        func free(_ wishes: String...) -> String {
            for wish in wishes where !taken.contains(wish) { return wish }
            var number = 2
            while taken.contains("\(wishes[0])\(number)") { number += 1 }
            return "\(wishes[0])\(number)"
        }
        let prefix = commonPrefix(of: [create.name, remove.name] + table.members.compactMap(\.function))
        let stem = prefix.isEmpty ? usage.name.map { $0 == "-" ? "_" : String($0) }.joined() + "_" : prefix
        let fields = Set(state.children.filter { $0.kind == .field }.map(\.name))
        // A parameter may not be called as a variable of the function is.
        let locals = Set(usage.index.functions.values.flatMap { $0.descendants(.variable, .parameter) }.map(\.name))
        let device = ["vdev", "core_vdev", "vfio_dev", "vfio_device"].first { !locals.contains($0) } ?? "mdev_vdev"
        let field = ["vdev", "vfio_dev", "vfio_device", "mdev_vdev"].first { !fields.contains($0) } ?? "vdev_"
        let probe =
            create.name.hasSuffix("create")
            ? String(create.name.dropLast("create".count)) + "probe" : stem + "mdev_probe"
        return Names(
            prefix: stem, field: field, probe: free(probe, stem + "mdev_probe"), remove: remove.name,
            releaseState: free(stem + "release_state", stem + "mdev_release_state"),
            deviceOps: free(stem + "dev_ops", stem + "vfio_dev_ops"),
            driver: free(stem + "driver", stem + "mdev_driver"), driverName: usage.name, stateVariable: variable,
            device: device)
    }

    /// The words (up to an underscore) that all names begin with.
    static func commonPrefix(of names: [String]) -> String {
        guard var prefix = names.first else { return "" }
        for name in names { prefix = String(zip(prefix, name).prefix { $0.0 == $0.1 }.map(\.0)) }
        guard let underscore = prefix.lastIndex(of: "_") else { return "" }
        return String(prefix[...underscore])
    }
}
