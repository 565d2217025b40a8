// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// The C structs of cards and queues.
extension Kernel {
    func installAdjunctHooks(_ reference: ReferenceKernel, _ machine: Machine) {
        let ap = reference.ap
        ap.onCreateCard = { [unowned self, unowned machine] card in
            card.handle = try makeAdjunct("ap_card", card.device, card.type, machine)
            try machine.set("id", of: "ap_card", at: card.handle, UInt64(card.number))
            try machine.set("raw_hwtype", of: "ap_card", at: card.handle, UInt64(card.type))
            try machine.set("config", of: "ap_card", at: card.handle, 1)
        }
        ap.onCreateQueue = { [unowned self, unowned machine] queue in
            queue.handle = try makeAdjunct("ap_queue", queue.device, queue.card.type, machine)
            try machine.set("qid", of: "ap_queue", at: queue.handle, queue.id.number)
            try machine.set("card", of: "ap_queue", at: queue.handle, queue.card.handle)
            try machine.set("config", of: "ap_queue", at: queue.handle, 1)
        }
        ap.onAdded = { [unowned self, unowned machine] in try tellMembers(of: $0, machine) }
        ap.onRelease = { [unowned self, unowned machine] device in
            let address = device.handle
            if let name = devices.names[address] {
                try machine.memory.release(name, accepting: [.kernel], by: "put_device")
            }
            forgetDevice(at: address)
            try machine.memory.release(address, accepting: [.kernel, .opaque], by: "put_device")
        }
    }

    /// The device is the first member of both, through ap_dev.
    private func makeAdjunct(
        _ type: String, _ device: Device, _ number: Int, _ machine: Machine
    ) throws(Stop) -> UInt64 {
        let address = try machine.make(type, name: device.name)
        know(device, at: address, machine)
        try tellMembers(of: device, machine)
        try machine.set("ap_dev.device_type", of: type, at: address, UInt64(number))
        return address
    }

    /// `struct ap_driver` as the model's.
    func adjunctDriver(at address: UInt64, _ machine: Machine) throws(Stop) -> APDriver {
        let type = "ap_driver"
        var driver = APDriver()
        driver.isDefault = try machine.field("flags", of: type, at: address).map { $0 & 1 != 0 } ?? false
        driver.identifiers = try identifiers(at: try machine.pointer("ids", of: type, at: address), machine)
        if try machine.pointer("probe", of: type, at: address) != 0 {
            driver.probe = { [unowned self, unowned machine] device in
                try machine.set("drv", of: "ap_device", at: device.handle, address)
                do {
                    try self.probe(device, machine) { () throws(Stop) in
                        try machine.callMember("probe", of: type, at: address, [device.handle])
                    }
                } catch let errno as Errno {
                    try machine.set("drv", of: "ap_device", at: device.handle, 0)
                    throw errno
                }
            }
        }
        if try machine.pointer("remove", of: type, at: address) != 0 {
            driver.remove = { [unowned machine] device in
                _ = try machine.callMember("remove", of: type, at: address, [device.handle])
            }
        }
        if let function = try machine.callback("in_use", of: type, at: address) {
            driver.isInUse = { [unowned machine] adapters, domains in
                // What it answers beside "no" is a reason not to do it.
                try machine.withMasks([adapters, domains]) { masks in
                    try machine.call(function.function, as: function.signature, masks) & 0xffff_ffff != 0
                }
            }
        }
        driver.onConfigurationChanged = try configurationCallback("on_config_changed", at: address, machine)
        driver.onScanComplete = try configurationCallback("on_scan_complete", at: address, machine)
        return driver
    }

    private func configurationCallback(
        _ member: String, at address: UInt64, _ machine: Machine
    ) throws(Stop) -> ((APDriver.Configuration, APDriver.Configuration) throws -> Void)? {
        guard let function = try machine.callback(member, of: "ap_driver", at: address) else { return nil }
        return { [unowned self, unowned machine] new, old in
            let structs = [
                try machine.make("ap_config_info", name: "the new configuration"),
                try machine.make("ap_config_info", name: "the old configuration"),
            ]
            try write(new, at: structs[0], machine)
            try write(old, at: structs[1], machine)
            try machine.call(function, structs)
            for memory in structs { try machine.memory.release(memory, accepting: [.kernel], by: "ap_scan_bus") }
        }
    }

    /// A table that ends with match_flags 0.
    private func identifiers(at table: UInt64, _ machine: Machine) throws(Stop) -> [APDriver.Identifier] {
        let type = "ap_device_id"
        guard table != 0, let size = machine.program.layout(of: "struct " + type)?.size else { return [] }
        var all: [APDriver.Identifier] = []
        var address = table
        while let flags = try machine.field("match_flags", of: type, at: address), flags != 0 {
            let number = try machine.field("dev_type", of: type, at: address) ?? 0
            all.append(
                APDriver.Identifier(
                    matchesCards: flags & 1 != 0, matchesQueues: flags & 2 != 0, type: Int(number)))
            address &+= UInt64(size)
        }
        return all
    }
}

extension Machine {
    /// Gives `body` the masks' addresses.
    fileprivate func withMasks(_ masks: [APMask], _ body: ([UInt64]) throws -> Bool) throws -> Bool {
        var addresses: [UInt64] = []
        for mask in masks {
            let address = try memory.allocate(32, kind: .kernel, alignment: 8, name: "a mask of the bus")
            try memory.write(mask.bytes, at: address)
            addresses.append(address)
        }
        let result = try body(addresses)
        for address in addresses { try memory.release(address, accepting: [.kernel], by: "in_use") }
        return result
    }
}
