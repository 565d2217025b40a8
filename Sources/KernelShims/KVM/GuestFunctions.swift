// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// References to guests.
enum GuestFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("kvm_get_kvm", ["void(ptr)"]) { call throws(Stop) in
            let guest = try call.guest(0)
            try call.reference.kvm.get(guest)
            return 0
        },
        KernelFunction("kvm_get_kvm_safe", ["i1(ptr)"]) { call throws(Stop) in
            let guest = try call.guest(0)
            try call.reference.kvm.get(guest)
            return 1
        },
        // A guest has 64 MB from 0 on, which its monitor has where nothing else is. KVM_HVA_ERR_BAD is beyond.
        KernelFunction("gfn_to_hva", ["i64(ptr, i64)"]) { call throws(Stop) in
            _ = try call.guest(0)
            let page = try call.value(1)
            return page < 0x4000 ? 0x3ff_0000_0000 &+ page << 12 : .max
        },
        KernelFunction("kvm_put_kvm", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (guest, kvm) = (try call.guest(0), try call.reference.kvm)
            return try call.perform { try kvm.put(guest) }
        },
    ]
}
