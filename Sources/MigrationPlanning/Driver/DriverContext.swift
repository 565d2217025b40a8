// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// One ops table of a driver, what is bound to it, and the names that its conversion brings in. Whatever the strategy,
/// the steps around the callbacks need no more than this.
struct DriverContext {
    let usage: DriverUsage
    let source: KernelLevel
    let target: KernelLevel
    let table: OpsTable
    /// The file that the table stands in.
    let file: SourceFile
    /// Definitions of the two callbacks that make and undo a device; nil where they are not at hand.
    let create: SyntaxNode?
    let remove: SyntaxNode?
    let names: DriverNames

    var index: DriverIndex { usage.index }

    init(usage: DriverUsage, table: OpsTable, source: KernelLevel, target: KernelLevel, names: DriverNames) {
        self.usage = usage
        self.table = table
        self.source = source
        self.target = target
        self.names = names
        file = table.node.file
        create = table.function("create").flatMap { usage.index.functions[$0] }
        remove = table.function("remove").flatMap { usage.index.functions[$0] }
    }

    /// The parameter of create that is the mdev.
    var createDevice: SyntaxNode? {
        guard let parameter = create?.parameters.last,
            CType.isPointer(parameter.canonicalType, toStruct: OldAPI.deviceRecord)
        else { return nil }
        return parameter
    }
}

/// Names that are free in all files of a driver.
struct DriverNames {
    /// What the driver's functions begin with: `mtty_`.
    var prefix: String
    /// What is generated for this one table begins with: the prefix, or the table's own name.
    var stem: String
    /// The `vfio_device_ops` and the `mdev_driver`.
    var deviceOps: String
    var driver: String
    /// What the driver is called on the mdev bus.
    var driverName: String
    /// The name in the `vfio_device_ops`.
    var deviceName: String { driverName.hasPrefix("vfio") ? driverName : "vfio-" + driverName }

    /// - Parameter number: position of the table among those of the driver; all but the first get names of their own.
    init(usage: DriverUsage, table: OpsTable, number: Int = 0) {
        let free = FreeNames(usage.index)
        let functions = table.members.compactMap(\.function)
        let shared = Self.commonPrefix(of: functions)
        prefix = shared.isEmpty ? Self.prefix(of: usage) : shared
        stem = number == 0 ? prefix : Self.stem(of: table, prefix: prefix)
        deviceOps = free.name(stem + "dev_ops", stem + "vfio_dev_ops")
        driver = free.name(stem + "driver", stem + "mdev_driver")
        let own = stem.hasPrefix(usage.name + "_") ? stem.dropFirst(usage.name.count + 1) : stem[...]
        driverName = number == 0 ? usage.name : usage.name + "-" + own.dropLast()
    }

    /// `wide_ops` → `wide_`
    private static func stem(of table: OpsTable, prefix: String) -> String {
        var name = table.name.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
        while name.hasSuffix("_") { name.removeLast() }
        for ending in ["_mdev_ops", "_parent_ops", "_ops", "_fops"] where name.hasSuffix(ending) {
            name = String(name.dropLast(ending.count))
            break
        }
        return name + "_"
    }

    /// What functions of a driver without callbacks begin with.
    static func prefix(of usage: DriverUsage) -> String { usage.name.map { $0 == "-" ? "_" : String($0) }.joined() + "_" }

    /// The words (up to an underscore) that all names begin with.
    static func commonPrefix(of names: [String]) -> String {
        guard var prefix = names.first else { return "" }
        for name in names { prefix = String(zip(prefix, name).prefix { $0.0 == $0.1 }.map(\.0)) }
        guard let underscore = prefix.lastIndex(of: "_") else { return "" }
        return String(prefix[...underscore])
    }
}

/// Names that nothing in a driver's files has yet.
struct FreeNames {
    private let taken: Set<String>

    init(_ index: DriverIndex) { taken = index.takenNames }

    /// The first wish that is free, else the first one with a number.
    func name(_ wishes: String...) -> String {
        for wish in wishes where !taken.contains(wish) { return wish }
        var number = 2
        while taken.contains("\(wishes[0])\(number)") { number += 1 }
        return "\(wishes[0])\(number)"
    }
}
