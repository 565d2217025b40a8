// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// Guests of s390 and the hook by which a driver answers their PQAP.
extension Kernel {
    /// What kvm_arch_init_vm() and kvm_s390_crypto_init() leave behind.
    func prepareProcessors(of guest: Guest, _ machine: Machine) throws(Stop) {
        let kvm = guest.handle
        guard machine.member("arch.crypto.crycbd", of: "kvm", at: kvm) != nil else { return }
        let crycb = try machine.make("kvm_s390_crypto_cb", name: "CRYCB of guest \(guest.number)")
        let gisa = try machine.make("kvm_s390_gisa", name: "GISA of guest \(guest.number)")
        guestObjects.memory[kvm, default: []] += [crycb, gisa]
        try machine.set("arch.crypto.crycb", of: "kvm", at: kvm, crycb)
        // Format 2, which has masks of 256 bits.
        try machine.set("arch.crypto.crycbd", of: "kvm", at: kvm, crycb & 0xffff_fffc | 3)
        try machine.set("arch.crypto.apie", of: "kvm", at: kvm, 1)
        try machine.set("arch.gisa_int.origin", of: "kvm", at: kvm, gisa)
        if let lock = machine.member("arch.crypto.pqap_hook_rwsem", of: "kvm", at: kvm) {
            prepareLock(lock, .rwsem, machine)
        }
    }

    /// The hook with the processor's registers in a `struct kvm_vcpu`.
    func callQueueHook(_ guest: Guest, _ registers: [UInt64], _ machine: Machine) throws -> UInt64? {
        let kvm = guest.handle
        let lock = machine.member("arch.crypto.pqap_hook_rwsem", of: "kvm", at: kvm).map {
            LockRequest(
                task: LockTask(machine.tasks.current.number), address: $0, kind: .rwsem, mode: .shared,
                site: LockSite(0))
        }
        // Waits for who changes the hook. It is not held in the call: a call that comes from outside holds nothing.
        if let lock {
            try take(lock, machine)
            if let violation = locks.release(lock, interruptsOff: false) { throw stop(violation, machine) }
            noteLocks(machine)
        }
        return try queueStatus(guest, registers, machine)
    }

    private func queueStatus(_ guest: Guest, _ registers: [UInt64], _ machine: Machine) throws -> UInt64? {
        let hook = try machine.pointer("arch.crypto.pqap_hook", of: "kvm", at: guest.handle)
        if hook == 0 { return nil }
        guard let processor = try processor(of: guest, registers, machine) else {
            throw Stop.unsupported("PQAP of a guest without the members of struct kvm_vcpu")
        }
        // First a struct with the module, later a pointer to the function's pointer.
        let type = "kvm_s390_module_hook"
        let isStruct = machine.program.layout(of: "struct " + type) != nil
        let function =
            isStruct ? try machine.pointer("hook", of: type, at: hook) : try machine.memory.load(hook, size: 8)
        let owner = isStruct ? modelModule(try machine.pointer("owner", of: type, at: hook)) : nil
        let modules = try reference(machine).modules
        if !modules.tryGet(owner) { throw Errno.EOPNOTSUPP }
        try machine.callStatus(function, as: "i32(ptr)", [processor.vcpu])
        modules.put(owner)
        return try machine.memory.load(processor.registers &+ 8, size: 8)
    }

    /// The guest's only processor, made when it first executes something.
    private func processor(
        of guest: Guest, _ registers: [UInt64], _ machine: Machine
    ) throws(Stop) -> (vcpu: UInt64, registers: UInt64)? {
        let vcpu: UInt64
        if let known = guestObjects.processors[guest.handle] {
            vcpu = known
        } else {
            vcpu = try machine.make("kvm_vcpu", name: "processor of guest \(guest.number)")
            let run = try machine.make("kvm_run", name: "kvm_run of guest \(guest.number)")
            let block = try machine.make("kvm_s390_sie_block", name: "SIE block of guest \(guest.number)")
            guestObjects.memory[guest.handle, default: []] += [vcpu, run, block]
            guestObjects.processors[guest.handle] = vcpu
            try machine.set("kvm", of: "kvm_vcpu", at: vcpu, guest.handle)
            try machine.set("run", of: "kvm_vcpu", at: vcpu, run)
            try machine.set("arch.sie_block", of: "kvm_vcpu", at: vcpu, block)
            // ECA_APIE and ECA_AIV: it may use AP instructions and be interrupted by queues.
            try machine.set("eca", of: "kvm_s390_sie_block", at: block, 0x20_0008)
        }
        let run = try machine.pointer("run", of: "kvm_vcpu", at: vcpu)
        guard run != 0, let place = machine.member("s.regs.gprs", of: "kvm_run", at: run) else { return nil }
        for (index, value) in registers.enumerated() {
            try machine.memory.store(place &+ UInt64(8 * index), size: 8, value)
        }
        return (vcpu, place)
    }
}
