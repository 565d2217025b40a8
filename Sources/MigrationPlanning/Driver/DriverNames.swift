// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// Names for what a conversion brings in, free in all files of a driver.
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
    var deviceName: String { Self.deviceName(driverName) }

    /// For a driver's only table, or without regard to the others.
    init(usage: DriverUsage, table: OpsTable) {
        let prefix = Self.prefix(of: usage, [table])
        self.init(usage: usage, prefix: prefix, stem: prefix, driverName: usage.name)
    }

    private init(usage: DriverUsage, prefix: String, stem: String, driverName: String) {
        let free = FreeNames(usage.index)
        self.prefix = prefix
        self.stem = stem
        self.driverName = driverName
        deviceOps = free.name(stem + "dev_ops", stem + "vfio_dev_ops")
        driver = free.name(stem + "driver", stem + "mdev_driver")
    }

    /// One for each table; when there are several, each has names of its own.
    static func all(usage: DriverUsage, tables: [OpsTable]) -> [DriverNames] {
        if tables.count == 1 { return [DriverNames(usage: usage, table: tables[0])] }
        let prefix = prefix(of: usage, tables)
        var taken: Set<String> = []
        return tables.map { table in
            var stem = stem(of: table, prefix: prefix)
            var number = 2
            while !taken.insert(stem).inserted {
                stem = "\(Self.stem(of: table, prefix: prefix))\(number)_"
                number += 1
            }
            let own = stem.hasPrefix(usage.name + "_") ? stem.dropFirst(usage.name.count + 1) : stem[...]
            return DriverNames(
                usage: usage, prefix: prefix, stem: stem, driverName: "\(usage.name)-\(own.dropLast())")
        }
    }

    static func deviceName(_ name: String) -> String { name.hasPrefix("vfio") ? name : "vfio-" + name }

    /// `wide_ops` → `wide_`, `[BOX_WIDE] = {` → `box_wide_`
    private static func stem(of table: OpsTable, prefix: String) -> String {
        guard case .arrayElement(let index) = table.storage else { return plain(cWord(table.name)) + "_" }
        guard let designator = table.designator, designator.contains(where: \.isLetter) else {
            return plain(String(table.name.prefix { $0 != "[" })) + "_\(index)_"
        }
        let word = cWord(designator).lowercased() + "_"
        return word.hasPrefix(prefix) ? word : prefix + word
    }

    private static func plain(_ name: String) -> String {
        var name = name
        while name.hasSuffix("_") { name.removeLast() }
        for ending in ["_mdev_ops", "_parent_ops", "_ops", "_fops"] where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    private static func cWord(_ text: String) -> String {
        text.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }

    private static func prefix(of usage: DriverUsage, _ tables: [OpsTable]) -> String {
        let functions = tables.flatMap { $0.members.compactMap(\.function) }
        let shared = commonPrefix(of: functions)
        return shared.isEmpty ? prefix(of: usage) : shared
    }

    /// What functions of a driver without callbacks begin with.
    static func prefix(of usage: DriverUsage) -> String {
        usage.name.map { $0 == "-" ? "_" : String($0) }.joined() + "_"
    }

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
