// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Adjunct processors of guests.
enum GuestCryptoFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("kvm_arch_crypto_set_masks", ["void(ptr, ptr, ptr, ptr)"]) { call throws(Stop) in
            let guest = try call.guest(0)
            let masks = [try call.adjunctMask(1), try call.adjunctMask(2), try call.adjunctMask(3)]
            try call.whileLocked(guest) {
                guest.crypto.adapters = masks[0]
                guest.crypto.domains = masks[1]
                guest.crypto.controlDomains = masks[2]
            }
            return 0
        },
        KernelFunction("kvm_arch_crypto_clear_masks", ["void(ptr)"]) { call throws(Stop) in
            let guest = try call.guest(0)
            try call.whileLocked(guest) {
                guest.crypto.adapters = APMask()
                guest.crypto.domains = APMask()
                guest.crypto.controlDomains = APMask()
            }
            return 0
        },
        KernelFunction("kvm_s390_gisc_register", ["i32(ptr, i32)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENODEV) }
            let (guest, number, kvm) = (try call.guest(0), try call.value(1), try call.reference.kvm)
            var result = 0
            let status = try call.status { result = try kvm.registerSubclass(number, of: guest) }
            return status == 0 ? UInt64(result) : status
        },
        KernelFunction("kvm_s390_gisc_unregister", ["i32(ptr, i32)"]) { call throws(Stop) in
            let (guest, number, kvm) = (try call.guest(0), try call.value(1), try call.reference.kvm)
            return try call.status { try kvm.unregisterSubclass(number, of: guest) }
        },
    ]
}

extension KernelCall {
    /// With kvm->lock where these kernels take it.
    fileprivate func whileLocked(_ guest: Guest, _ body: () -> Void) throws(Stop) {
        try mightSleep()
        guard try reference.level.cryptoMasksTakeLock,
            let lock = machine.member("lock", of: "kvm", at: guest.handle)
        else { return body() }
        let kernel = try kernel
        let request = LockRequest(task: task, address: lock, kind: .mutex, site: site(kernel))
        try kernel.take(request, machine)
        body()
        if let violation = kernel.locks.release(request, interruptsOff: false) {
            throw kernel.stop(violation, machine)
        }
        kernel.noteLocks(machine)
    }
}

extension Kernel {
    /// Takes a lock that functions of the kernel take by themselves.
    func take(_ request: LockRequest, _ machine: Machine) throws(Stop) {
        while true {
            switch locks.acquire(request) {
            case .acquired, .refused: return noteLocks(machine)
            case .violation(let violation): throw stop(violation, machine)
            case .mustWait:
                _ = try block(machine, for: names(machine).lock(request.address)) { self.locks.isFree(for: request) }
            }
        }
    }
}
