// SPDX-License-Identifier: Apache-2.0

/// What a conversion takes away, keeps and brings in, by name: for whoever has to say what was done.
public struct ConversionNames: Sendable {
    /// The struct that holds the vfio_device, and its member.
    public var state: String
    public var field: String
    /// The ops table, and the callbacks in it.
    public var table: String
    public var create: String?
    public var remove: String?
    public var callbacks: [String]
    /// What takes its place.
    public var probe: String
    public var deviceOps: String
    public var driver: String
    /// Undoes a registration that fails: a function, or a label of create.
    public var undo: String?
    public var undoIsLabel: Bool
    /// How many tables there are.
    public var tables: Int

    init(_ context: EmbedContext, teardown: Teardown) {
        state = context.stateRecord
        field = context.names.field
        table = context.table.name
        create = context.create.name
        remove = context.remove.name
        callbacks = Self.callbacks(context.driver)
        probe = context.names.probe
        deviceOps = context.driver.names.deviceOps
        driver = context.driver.names.driver
        switch teardown {
        case .label(let name): (undo, undoIsLabel) = (name, true)
        case .function(let name, _): (undo, undoIsLabel) = (name, false)
        }
        tables = 1
    }

    init(_ wrapped: [WrappedTable], _ first: WrappedTable, _ names: WrapNames) {
        state = names.record
        field = "vdev"
        table = first.table.name
        create = first.function("create")
        remove = first.function("remove")
        callbacks = first.deviceCallbacks.map(\.function)
        probe = names.name(first.probePart)
        deviceOps = names.name(first.deviceOpsPart)
        driver = first.context.names.driver
        undo = nil
        undoIsLabel = false
        tables = wrapped.count
    }

    private static func callbacks(_ context: DriverContext) -> [String] {
        WrappedTable(context: context).deviceCallbacks.map(\.function)
    }
}
