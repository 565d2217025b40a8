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
        KernelFunction("kvm_put_kvm", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (guest, kvm) = (try call.guest(0), try call.reference.kvm)
            return try call.perform { try kvm.put(guest) }
        },
    ]
}
