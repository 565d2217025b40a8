// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// L-16: nothing keeps the module while its devices are in use.
enum OwnerMissing {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        let assigned = driver.index.nodes(.assignment).contains { node in
            guard let left = node.left?.unwrapped, left.kind == .memberReference else { return false }
            return left.name == "owner" && left.owner == "device_driver"
        }
        guard !assigned else { return [] }
        return driver.device.drivers.filter { !namesOwner($0.node) }.map { Fault("L-16", $0.node, $0.name) }
    }

    /// `.driver = { .owner = … }`, or `.driver.owner = …`.
    private static func namesOwner(_ table: SyntaxNode) -> Bool {
        table.subtree.contains { node in
            node.kind == .memberReference && node.name == "owner" && node.owner == "device_driver"
        }
    }
}
