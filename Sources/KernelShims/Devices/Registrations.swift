// SPDX-License-Identifier: Apache-2.0
import Machine

extension Kernel {
    /// How the line of device sets ends.
    public static let deviceSetsLeft = "device sets of devices that were not uninitialised"

    /// What drivers registered and did not take back, for people, in a stable order.
    public func registrations(_ machine: Machine) -> [String] {
        var result: [String] = []
        for device in devices.added { result.append("device ‘\(deviceName(device, machine))’") }
        for driver in devices.driverOrder { result.append("driver ‘\(devices.drivers[driver]?.name ?? "")’") }
        let own = Set(devices.ownBuses.values)
        result += devices.buses.filter { !own.contains($0.key) }.values.map(\.name).sorted().map { "bus ‘\($0)’" }
        result += devices.classes.values.filter { !$0.isKernelsOwn }.map(\.model.name).sorted().map { "class ‘\($0)’" }
        result += devices.regions.map { "character devices ‘\($0.name)’" }
        let numbers = devices.characterDevices.values.map(\.first).sorted()
        result += numbers.map { "cdev \($0 >> 20):\($0 & 0xfffff)" }
        for parent in devices.parents.keys.sorted() {
            result.append("‘\(deviceName(parent, machine))’ as a parent of mdev devices")
        }
        if let sets = referenceKernel?.vfio?.setsInUse, sets > 0 {
            result.append("\(sets) \(Self.deviceSetsLeft)")
        }
        result += debugFiles.values.filter { $0.parent == 0 }.map { "‘\($0.name)’ in debugfs" }.sorted()
        result += interruptLines.map { "the interrupt \($0.key.number) of ‘\($0.value)’" }.sorted()
        for context in events.contexts.values.sorted(by: { $0.descriptor < $1.descriptor }) {
            result.append("\(context.references) references to the eventfd \(context.descriptor)")
        }
        return result
    }
}
