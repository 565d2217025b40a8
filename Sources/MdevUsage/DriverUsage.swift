// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels

/// What one driver does with the mediated-device API: the inventory that `scan` prints and that planning starts from.
public struct DriverUsage: Sendable {
    /// Name of the module that Kbuild makes of the files, or of the file.
    public var name: String
    public var index: DriverIndex
    public var tables: [OpsTable]
    public var state: StateUsage
    public var registrations: [RegistrationSite]
    public var unregistrations: [RegistrationSite]
    public var entry: ModuleEntry
    public var typeAttributes: [TypeAttribute]
    public var level: SourceLevel
    public var licence: ModuleLicence?
    /// Functions other than callbacks that take `struct mdev_device *`.
    public var helpers: [SyntaxNode]
    /// Everything about the driver's shape that is more than the plain case.
    public var shapes: [Shape]

    /// Whether there is anything of the old API to convert.
    public var usesOldAPI: Bool { hasOldTables || registersTablesOfOthers }

    /// Ops tables with callbacks in them.
    public var hasOldTables: Bool {
        tables.contains { table in
            table.member("device_driver") == nil
                && (OldAPI.callbacks.contains { table.member($0) != nil } || table.storage != .behindPointer)
        }
    }

    /// A framework: it has no table of its own and registers parents with those that it is given.
    public var registersTablesOfOthers: Bool {
        !hasOldTables && !tables.contains { $0.member("device_driver") != nil }
            && registrations.contains { site in
                site.table.map { CType.recordName($0.unwrapped.canonicalType) == OldAPI.tableRecord } ?? false
            }
    }

    /// Type attributes that are still given the kobject of their type.
    public var hasOldTypeAttributes: Bool {
        typeAttributes.contains { attribute in
            attribute.function.parameters.first.map { CType.isPointer($0.canonicalType, toStruct: "kobject") } ?? false
        }
    }

    /// Nothing of the API, old or new, is seen in the code that is compiled.
    public var usesNothing: Bool {
        tables.isEmpty && registrations.isEmpty && index.calls["mdev_register_driver"] == nil
            && index.calls["mdev_get_drvdata"] == nil && typeAttributes.isEmpty
            && index.calls["mdev_register_parent"] == nil
    }

    /// The function bound to a callback of any table.
    public func callback(_ member: String) -> SyntaxNode? {
        tables.lazy.compactMap { $0.function(member) }.compactMap { index.functions[$0] }.first
    }
}

/// One shape out of the catalogue of what real drivers do; `row` is its row in that catalogue.
public struct Shape: Sendable, Hashable {
    public var row: Int
    public var text: String

    public init(_ row: Int, _ text: String) {
        self.row = row
        self.text = text
    }
}

/// Reads the usage of the API out of parsed files.
public struct UsageAnalysis: Sendable {
    public init() {}

    public func analyse(name: String, units: [ParseResult]) -> DriverUsage {
        let index = DriverIndex(units: units)
        var finder = OpsTableFinder(index)
        let tables = finder.find()
        let graph = ReferenceGraph(index)
        func callback(_ member: String) -> SyntaxNode? {
            tables.lazy.compactMap { $0.function(member) }.compactMap { index.functions[$0] }.first
        }
        let entry = ModuleEntry(index)
        let sites = RegistrationFinder(index: index, graph: graph, entry: entry)
        let attributes = TypeAttribute.find(in: index)
        let ofDrivers = index.nodes(.designatedInitialiser).filter { $0.designatedMember?.owner == "mdev_driver" }
            .compactMap { $0.initialiser?.unwrapped.name }
        let callbackNames = Set(tables.flatMap { $0.members.compactMap(\.function) } + ofDrivers)
        let helpers = index.declarations.filter { node in
            node.kind == .function && node.isDefinition && node.body != nil && !callbackNames.contains(node.name)
                && node.parameters.contains { CType.isPointer($0.canonicalType, toStruct: OldAPI.deviceRecord) }
        }
        var usage = DriverUsage(
            name: name, index: index, tables: tables,
            state: StateFinder(
                index: index, create: callback("create"), remove: callback("remove"), graph: graph
            ).find(),
            registrations: sites.registrations, unregistrations: sites.unregistrations, entry: entry,
            typeAttributes: attributes,
            level: SourceLevelDetector(index: index, tables: tables, typeAttributes: attributes).detect(),
            licence: ModuleLicence.find(in: units),
            helpers: helpers, shapes: [])
        usage.shapes = ShapeFinder(usage: usage).find()
        return usage
    }
}

/// Finds where parents are registered and how that code is reached.
private struct RegistrationFinder {
    let index: DriverIndex
    let graph: ReferenceGraph
    let entry: ModuleEntry

    var registrations: [RegistrationSite] { sites(of: "mdev_register_device") }
    var unregistrations: [RegistrationSite] { sites(of: "mdev_unregister_device") }

    private func sites(of name: String) -> [RegistrationSite] {
        index.calls(name).compactMap { call in
            guard let function = call.enclosingFunction else { return nil }
            return RegistrationSite(
                call: call, function: function.name, parent: call.arguments.first,
                table: call.arguments.count > 1 ? call.arguments[1] : nil, reach: reach(of: function.name))
        }
    }

    private func reach(of function: String) -> RegistrationSite.Reach {
        // The driver variables first: module init leads to a bus driver's probe only through its variable.
        for (name, variable) in index.variables.sorted(by: { $0.key < $1.key })
        where variable.canonicalType.contains("_driver") && graph.reaches(name, function) { return .busDriver(name) }
        if let start = entry.initFunction, graph.reaches(start.name, function) { return .moduleInit }
        if let end = entry.exitFunction, graph.reaches(end.name, function) { return .moduleExit }
        return .unknown
    }
}
