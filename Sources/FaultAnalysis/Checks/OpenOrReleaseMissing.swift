// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// L-10: the core calls open and release without a test for NULL.
enum OpenOrReleaseMissing {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        guard [.B0, .S, .B1].contains(driver.level) else { return [] }
        return driver.deviceTables.flatMap { table, members in
            ["open", "release"].filter { !members.contains($0) }.map { Fault("L-10", table.node, $0) }
        }
    }
}
