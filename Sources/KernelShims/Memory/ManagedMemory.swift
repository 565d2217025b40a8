// SPDX-License-Identifier: Apache-2.0
import Machine

/// What devices free when their drivers leave: devm_*().
struct ManagedMemory {
    enum Resource {
        case memory(UInt64)
        case action(function: UInt64, data: UInt64)
        /// devres_add(): its memory goes after its release function.
        case custom(address: UInt64, release: UInt64)
        /// devm_device_add_groups()
        case groups(UInt64)
    }

    /// By device, in the order in which they came.
    private(set) var resources: [UInt64: [Resource]] = [:]
    private var owners: [UInt64: UInt64] = [:]

    mutating func add(_ address: UInt64, to device: UInt64) {
        resources[device, default: []].append(.memory(address))
        owners[address] = device
    }

    mutating func addAction(_ function: UInt64, _ data: UInt64, to device: UInt64) {
        resources[device, default: []].append(.action(function: function, data: data))
    }

    mutating func addGroups(_ groups: UInt64, to device: UInt64) {
        resources[device, default: []].append(.groups(groups))
    }

    /// devres_alloc(): release functions of what no device has.
    var unowned: [UInt64: UInt64] = [:]

    mutating func addCustom(_ address: UInt64, _ release: UInt64, to device: UInt64) {
        resources[device, default: []].append(.custom(address: address, release: release))
    }

    /// Those with that release function, the last first.
    func customs(of device: UInt64, _ release: UInt64) -> [UInt64] {
        (resources[device] ?? []).reversed().compactMap {
            if case .custom(let address, release) = $0 { address } else { nil }
        }
    }

    mutating func removeCustom(_ address: UInt64, from device: UInt64) {
        resources[device]?.removeAll { if case .custom(address, _) = $0 { true } else { false } }
    }

    func owner(of address: UInt64) -> UInt64? { owners[address] }

    /// devm_kfree(); false where the memory is not the device's.
    mutating func remove(_ address: UInt64, from device: UInt64) -> Bool {
        guard owners[address] == device else { return false }
        owners[address] = nil
        resources[device]?.removeAll { if case .memory(address) = $0 { true } else { false } }
        return true
    }

    /// Takes what came last.
    mutating func takeLast(of device: UInt64) -> Resource? {
        guard let last = resources[device]?.popLast() else { return nil }
        if case .memory(let address) = last { owners[address] = nil }
        return last
    }
}

extension Kernel {
    /// A driver leaves its device: everything goes, the last first.
    public func releaseManaged(of device: UInt64, _ machine: Machine) throws(Stop) {
        while let resource = managed.takeLast(of: device) {
            switch resource {
            case .memory(let address):
                try memoryEnds(address, machine)
                try machine.memory.release(address, accepting: [.heap], by: "devm_kfree")
            case .custom(let address, let release):
                try machine.call(release, as: "void(ptr, ptr)", [device, address])
                try memoryEnds(address, machine)
                try machine.memory.release(address, accepting: [.heap], by: "devres_release")
            case .groups(let groups):
                try removeGroups(groups, from: device, by: "device_remove_groups", machine)
            case .action(let function, let data):
                try machine.call(function, as: "void(ptr)", [data])
            }
        }
    }
}
