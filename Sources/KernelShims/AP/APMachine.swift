// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// What an s390x machine has beside its queues.
struct APMachine: Sendable {
    var hasInstructions = true
    /// Facilities of the CPU that drivers ask for: 12 is QCI, 15 is APFT, 65 is AP interrupts.
    var facilities: Set<UInt64> = [12, 15, 65]
    /// Largest numbers of adapters and of domains.
    var lastAdapter: UInt64 = 255
    var lastDomain: UInt64 = 255
}

extension KernelCall {
    /// A `struct ap_queue_status` is a word: flags in the first byte, the response code in the second.
    func write(_ status: APStatus, at address: UInt64) throws(Stop) {
        try memory.write(status.bytes + [0, 0], at: address)
    }
}

extension Kernel {
    /// Fills a `struct ap_config_info`.
    func write(_ configuration: APDriver.Configuration, at address: UInt64, _ machine: Machine) throws(Stop) {
        let type = "ap_config_info"
        guard let layout = machine.program.layout(of: "struct " + type) else {
            throw .unsupported("the configuration of adjunct processors without the members of struct \(type)")
        }
        try machine.memory.fill(address, count: layout.size, with: 0)
        try machine.set("apsc", of: type, at: address, 1)
        try machine.set("apxa", of: type, at: address, 1)
        // Newer headers call them na and nd.
        for (name, value) in [
            ("Na", adjunct.lastAdapter), ("na", adjunct.lastAdapter), ("Nd", adjunct.lastDomain),
            ("nd", adjunct.lastDomain),
        ] {
            try machine.set(name, of: type, at: address, value)
        }
        for (name, mask) in [
            ("apm", configuration.adapters), ("aqm", configuration.domains), ("adm", configuration.domains),
        ] {
            if let place = machine.member(name, of: type, at: address) {
                try machine.memory.write(mask.bytes, at: place)
            }
        }
    }
}
