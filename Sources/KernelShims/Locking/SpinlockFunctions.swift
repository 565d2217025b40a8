// SPDX-License-Identifier: Apache-2.0
import Machine

/// Spinlocks under all names that headers give to them: the outer macro's function, the exported one, the inline one.
enum SpinlockFunctions {
    static let all: [KernelFunction] = .table(families, queries)

    private static let prefixes = ["spin", "raw_spin", "_raw_spin", "__raw_spin"]

    private static let variants: [(suffix: String, interrupts: LockInterrupts)] = [
        ("", .unchanged), ("_bh", .bottomHalves), ("_irq", .disabled),
    ]

    private static let families: [KernelFunction] = prefixes.flatMap { prefix in
        variants.flatMap { family(prefix, $0.suffix, $0.interrupts) } + saving(prefix)
    }

    private static func family(
        _ prefix: String, _ suffix: String, _ interrupts: LockInterrupts
    ) -> [KernelFunction] {
        [
            KernelFunction("\(prefix)_lock\(suffix)", ["void(ptr)"]) { call throws(Stop) in
                _ = try call.acquire(0, .spinlock, .exclusive, interrupts)
                return 0
            },
            KernelFunction("\(prefix)_unlock\(suffix)", ["void(ptr)"]) { call throws(Stop) in
                try call.release(0, .spinlock, .exclusive, interrupts)
                return 0
            },
            KernelFunction("\(prefix)_trylock\(suffix)", ["i32(ptr)"]) { call throws(Stop) in
                .bool(try call.acquire(0, .spinlock, .exclusive, interrupts, isTry: true) != nil)
            },
        ]
    }

    private static func saving(_ prefix: String) -> [KernelFunction] {
        [
            KernelFunction("\(prefix)_lock_irqsave", ["i64(ptr)"]) { call throws(Stop) in
                let wereOff = try call.acquire(0, .spinlock, .exclusive, .saved) ?? false
                return call.interruptFlags(off: wereOff)
            },
            KernelFunction("\(prefix)_unlock_irqrestore", ["void(ptr, i64)"]) { call throws(Stop) in
                let off = call.interruptsAreOff(in: try call.value(1))
                try call.release(0, .spinlock, .exclusive, .saved, interruptsOff: off)
                return 0
            },
            KernelFunction("\(prefix)_lock_nested", ["void(ptr, i32)"]) { call throws(Stop) in
                _ = try call.acquire(0, .spinlock, subclass: try call.int(1))
                return 0
            },
            KernelFunction("\(prefix)_lock_irqsave_nested", ["i64(ptr, i32)"]) { call throws(Stop) in
                let wereOff = try call.acquire(0, .spinlock, .exclusive, .saved, subclass: try call.int(1)) ?? false
                return call.interruptFlags(off: wereOff)
            },
        ]
    }

    private static let queries: [KernelFunction] = .table(
        KernelFunction.named(["spin_is_locked", "raw_spin_is_locked"], ["i32(ptr)"]) { call throws(Stop) in
            .bool(try call.kernel.locks.isLocked(try call.value(0)))
        },
        KernelFunction.named(["spin_is_contended"], ["i32(ptr)"]) { call throws(Stop) in
            let address = try call.value(0)
            return .bool(try call.kernel.locks.waits.contains { $0.address == address })
        },
        KernelFunction.named(["_atomic_dec_and_lock"], ["i32(ptr, ptr)"]) { call throws(Stop) in
            if try call.memory.load(try call.value(0), size: 4) != 1 {
                _ = try call.update(0, 4) { $0 &- 1 }
                return 0
            }
            _ = try call.acquire(1, .spinlock)
            if try call.update(0, 4, { $0 &- 1 }).new == 0 { return 1 }
            try call.release(1, .spinlock)
            return 0
        })
}

extension KernelCall {
    /// The flags that say whether interrupts are on: IF of x86, the two mask bits of s390.
    private var interruptMask: UInt64 { isS390 ? 0x0300_0000_0000_0000 : 0x200 }

    func interruptFlags(off: Bool) -> UInt64 { off ? 0 : interruptMask }

    func interruptsAreOff(in flags: UInt64) -> Bool { flags & interruptMask == 0 }
}
