// SPDX-License-Identifier: Apache-2.0
import MdevUsage

/// Names of what is generated for one table. What tables of a file have in common is made once: the struct, and each
/// function that would read the same.
struct WrapNames {
    /// What is made for each table, with what would make it another one.
    enum Part: Hashable {
        /// The struct that holds the vfio_device and the mdev, its release, and the way back to the mdev.
        case record
        case callback(member: String, function: String?)
        case deviceOps(callbacks: [Part])
        case probe(create: String?, remove: String?, deviceOps: [Part])
        case remove(function: String?)
    }

    /// The struct that holds the vfio_device and the mdev.
    let record: String
    let release: String
    /// The function from a vfio_device to the mdev.
    let device: String
    let deviceName: String
    private let names: [Part: String]
    private let own: Set<Part>

    /// The name of a part; "" for one that the table does not have.
    func name(_ part: Part) -> String { names[part] ?? "" }

    /// The part is made for this table, not for one in front of it.
    func makes(_ part: Part) -> Bool { own.contains(part) }

    /// - Parameters:
    ///   - tables: all of the driver, in order.
    ///   - prefix: what all of the driver's functions begin with.
    static func all(for tables: [WrappedTable], prefix: String) -> [WrapNames] {
        tables.indices.map { WrapNames(tables, $0, prefix: prefix) }
    }

    private init(_ tables: [WrappedTable], _ position: Int, prefix: String) {
        let table = tables[position]
        let free = FreeNames(table.context.index)
        let stem = Self.plain(tables.count == 1 ? table.context.names.stem : prefix)
        record = free.name(stem + "mdev", stem + "vfio_mdev")
        release = free.name(stem + "mdev_release", stem + "vfio_mdev_release")
        device = free.name(stem + "to_mdev", stem + "vdev_to_mdev")

        var names: [Part: String] = [:]
        var own: Set<Part> = []
        for part in table.parts {
            let users = tables.indices.filter {
                tables[$0].context.file.path == table.context.file.path && tables[$0].parts.contains(part)
            }
            guard let first = users.first else { continue }
            if first == position { own.insert(part) }
            let isOfAll = users.count == tables.count && tables.count > 1
            names[part] = Self.name(part, isOfAll ? nil : tables[first].context.names, prefix, free)
        }
        let ops = table.deviceOpsPart
        let sharesOps = tables.count > 1 && tables.allSatisfy { $0.parts.contains(ops) }
        deviceName =
            sharesOps ? DriverNames.deviceName(table.context.usage.name) : table.context.names.deviceName
        self.names = names
        self.own = own
    }

    /// vfio_ccw_mdev_ → vfio_ccw_: not vfio_ccw_mdev_mdev
    private static func plain(_ stem: String) -> String {
        var stem = stem
        while stem.hasSuffix("mdev_") { stem = String(stem.dropLast("mdev_".count)) }
        return stem
    }

    /// - Parameter table: names of the table that a part belongs to; nil when all tables have it.
    private static func name(_ part: Part, _ table: DriverNames?, _ prefix: String, _ free: FreeNames) -> String {
        let stem = plain(table?.stem ?? prefix)
        switch part {
        case .record: return stem + "mdev"
        case .callback(let member, _): return free.name(stem + "vfio_" + member, stem + "vdev_" + member)
        case .deviceOps: return table?.deviceOps ?? free.name(stem + "dev_ops", stem + "vfio_dev_ops")
        case .probe: return free.name(stem + "mdev_probe", stem + "vfio_probe")
        case .remove: return free.name(stem + "mdev_remove", stem + "vfio_remove")
        }
    }
}

extension WrappedTable {
    func callbackPart(_ member: String) -> WrapNames.Part { .callback(member: member, function: function(member)) }

    private var callbackParts: [WrapNames.Part] {
        deviceCallbacks.map { callbackPart($0.member) } + stubs.map { .callback(member: $0, function: nil) }
    }

    var deviceOpsPart: WrapNames.Part { .deviceOps(callbacks: callbackParts) }
    var removePart: WrapNames.Part { .remove(function: function("remove")) }
    var probePart: WrapNames.Part {
        .probe(create: function("create"), remove: function("remove"), deviceOps: callbackParts)
    }

    var parts: Set<WrapNames.Part> {
        Set([.record, deviceOpsPart, probePart, removePart] + callbackParts)
    }
}
