// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// `struct kvm` of the model's guests, by its address.
final class GuestObjects {
    /// All that was allocated for a guest, by the address of its `struct kvm`.
    var memory: [UInt64: [UInt64]] = [:]
    /// Of each guest the structs of its memory slots that were asked for.
    var slots: [UInt64: [MemorySlot: UInt64]] = [:]
    /// `struct kvm_vcpu`, by the same.
    var processors: [UInt64: UInt64] = [:]
}

extension Kernel {
    func installGuestHooks(_ reference: ReferenceKernel, _ machine: Machine) {
        reference.kvm.onCreate = { [unowned self, unowned machine] in try makeStruct(of: $0, machine) }
        reference.kvm.queueHook = { [unowned self, unowned machine] guest, registers in
            try callQueueHook(guest, registers, machine)
        }
        reference.kvm.onDestroy = { [unowned self, unowned machine] guest in
            guestObjects.slots[guest.handle] = nil
            guestObjects.processors[guest.handle] = nil
            for address in guestObjects.memory.removeValue(forKey: guest.handle) ?? [] {
                try machine.memory.release(address, accepting: [.kernel, .opaque], by: "kvm_put_kvm")
            }
        }
    }

    /// Drivers that only pass it on have no headers of it: nobody sees into it then.
    private func makeStruct(of guest: Guest, _ machine: Machine) throws(Stop) {
        let name = "guest \(guest.number)"
        guard machine.program.layout(of: "struct kvm") != nil else {
            guest.handle = try machine.memory.allocate(1, kind: .opaque, alignment: 64, name: name)
            guestObjects.memory[guest.handle] = [guest.handle]
            return
        }
        guest.handle = try machine.make("kvm", name: name)
        guestObjects.memory[guest.handle] = [guest.handle]
        try machine.set("users_count", of: "kvm", at: guest.handle, UInt64(guest.references))
        if let lock = machine.member("lock", of: "kvm", at: guest.handle) { prepareLock(lock, .mutex, machine) }
        try prepareProcessors(of: guest, machine)
    }
}

extension KernelCall {
    /// The guest that an argument points to.
    func guest(_ index: Int) throws(Stop) -> Guest {
        let address = try value(index)
        guard let guest = try reference.kvm.guest(at: address) else {
            throw .fault(.badArgument, "\(name)() of a guest that is not there")
        }
        return guest
    }
}
