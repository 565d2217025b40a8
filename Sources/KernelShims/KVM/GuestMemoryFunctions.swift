// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// A guest's memory as the host sees it.
enum GuestMemoryFunctions {
    /// KVM_PFN_NOSLOT and KVM_PFN_ERR_FAULT.
    private static let noSlot: UInt64 = 1 << 63
    private static let badFrame: UInt64 = 0x7ff << 52

    static let all: [KernelFunction] = .table(slots, frames, access)

    private static let slots: [KernelFunction] = [
        KernelFunction("gfn_to_memslot", ["ptr(ptr, i64)"]) { call throws(Stop) in
            let (guest, kernel) = (try call.guest(0), try call.kernel)
            guard let slot = try call.reference.kvm.slot(of: guest, with: try call.value(1)) else { return 0 }
            return try kernel.address(of: slot, in: guest, call.machine)
        },
        KernelFunction("kvm_is_visible_gfn", ["i1(ptr, i64)"]) { call throws(Stop) in
            let guest = try call.guest(0)
            return .bool(try call.reference.kvm.slot(of: guest, with: try call.value(1)) != nil)
        },
    ]

    private static let frames: [KernelFunction] = .table(
        [
            KernelFunction("gfn_to_pfn", ["i64(ptr, i64)"], canFail: true) { call throws(Stop) in
                try call.mightSleep()
                if call.mustFail { return badFrame }
                let (guest, frame, kvm) = (try call.guest(0), try call.value(1), try call.reference.kvm)
                var result = noSlot
                let status = try call.status { result = try kvm.hostFrame(of: guest, frame) ?? noSlot }
                return status == 0 ? result : badFrame
            }
        ],
        KernelFunction.named(["kvm_release_pfn_clean", "kvm_release_pfn_dirty"], ["void(i64)"]) { call throws(Stop) in
            let (frame, kvm) = (try call.value(0), try call.reference.kvm)
            if frame & (badFrame | noSlot) != 0 { return 0 }
            return try call.perform { try kvm.release(hostFrame: frame) }
        })

    private static let access: [KernelFunction] = [
        KernelFunction("kvm_read_guest", ["i32(ptr, i64, ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .error(.EFAULT) }
            let (guest, kvm, memory) = (try call.guest(0), try call.reference.kvm, call.memory)
            let (address, target, count) = (try call.value(1), try call.value(2), try call.size(3))
            return try call.status { try memory.write(try kvm.read(count, of: guest, at: address), at: target) }
        },
        KernelFunction("kvm_write_guest", ["i32(ptr, i64, ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .error(.EFAULT) }
            let (guest, kvm) = (try call.guest(0), try call.reference.kvm)
            let address = try call.value(1)
            let bytes = try call.memory.bytes(at: try call.value(2), count: try call.size(3))
            return try call.status { try kvm.write(bytes, of: guest, at: address) }
        },
    ]
}

extension Kernel {
    /// The C struct of a slot. It is the same for as long as the guest is there.
    fileprivate func address(
        of slot: MemorySlot, in guest: Guest, _ machine: Machine
    ) throws(Stop) -> UInt64 {
        if let known = guestObjects.slots[guest.handle]?[slot] { return known }
        let address = try machine.make("kvm_memory_slot", name: "a memory slot of guest \(guest.number)")
        try machine.set("base_gfn", of: "kvm_memory_slot", at: address, slot.firstFrame)
        try machine.set("npages", of: "kvm_memory_slot", at: address, slot.pageCount)
        try machine.set("userspace_addr", of: "kvm_memory_slot", at: address, slot.address)
        guestObjects.slots[guest.handle, default: [:]][slot] = address
        guestObjects.memory[guest.handle, default: []].append(address)
        return address
    }
}
