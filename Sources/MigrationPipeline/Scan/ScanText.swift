// SPDX-License-Identifier: Apache-2.0
import Reporting

/// The inventory as a table, and below it what is special about each driver.
struct ScanText {
    let drivers: [DriverInventory]

    init(_ drivers: [DriverInventory]) { self.drivers = drivers }

    var text: String {
        if drivers.isEmpty { return "no drivers of mediated devices here\n" }
        var rows: [[String]] = []
        for driver in drivers {
            let tables = driver.tables.isEmpty ? [nil] : driver.tables.map { Optional($0) }
            for (position, table) in tables.enumerated() {
                let registration = driver.registrations.first
                let callbacks = (table?.members ?? []).filter { !$0.name.hasSuffix("groups") && $0.name != "owner" }
                rows.append([
                    position == 0 ? driver.name : "",
                    position == 0 ? driver.level.releases : "",
                    table.map { "\($0.name) \($0.place.path):\($0.place.line)" } ?? "-",
                    callbacks.isEmpty ? "-" : callbacks.map(\.name).joined(separator: " "),
                    position == 0 ? driver.state.structure ?? "-" : "",
                    position == 0
                        ? registration.map { "\($0.function)() \($0.place.path):\($0.place.line)" } ?? "-" : "",
                ])
            }
        }
        var text = TextTable(
            columns: ["DRIVER", "WRITTEN FOR", "OPS TABLE", "CALLBACKS", "STATE", "REGISTERED IN"], rows: rows
        ).text
        let shared = sharedAssumptions
        for driver in drivers {
            text += "\n\(driver.name): \(driver.files.joined(separator: " "))\n"
            text += "  parsed with \(driver.parsedWith.joined(separator: ", "))\n"
            if let place = driver.state.place {
                text +=
                    "  state struct \(driver.state.structure ?? "") at \(place.path):\(place.line), \(driver.state.source)\n"
            }
            if driver.errors > 0 { text += "  \(driver.errors) errors of the parser: what follows may not be all\n" }
            for shape in driver.shapes { text += "  row \(shape.row): \(shape.text)\n" }
            for assumption in driver.assumptions where !shared.contains(assumption) {
                text += "  assumed: \(assumption)\n"
            }
        }
        if !shared.isEmpty { text += "\n" }
        for assumption in shared { text += "assumed for several drivers: \(assumption)\n" }
        let old = drivers.count { $0.usesOldAPI }
        text += "\n\(drivers.count) driver\(drivers.count == 1 ? "" : "s"), \(old) of the old API\n"
        return text
    }

    /// What was assumed for more than one driver is said once.
    private var sharedAssumptions: [String] {
        var counts: [String: Int] = [:]
        for assumption in drivers.flatMap(\.assumptions) { counts[assumption, default: 0] += 1 }
        return counts.filter { $0.value > 1 }.keys.sorted()
    }
}
