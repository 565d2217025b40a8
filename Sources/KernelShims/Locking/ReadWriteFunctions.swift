// SPDX-License-Identifier: Apache-2.0
import Machine

/// rw_semaphore and rwlock_t.
enum ReadWriteFunctions {
    static let all: [KernelFunction] = .table(semaphoreMaking, semaphores, spinning)

    // MARK: rw_semaphore

    private static let semaphoreMaking: [KernelFunction] = [
        KernelFunction("__init_rwsem", ["void(ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.makeLock(.rwsem, key: try call.value(2), name: try call.value(1))
            return 0
        },
        KernelFunction("downgrade_write", ["void(ptr)"]) { call throws(Stop) in
            let kernel = try call.kernel
            let request = try call.request(0, .rwsem, .exclusive, .unchanged, kernel)
            if let violation = kernel.locks.downgrade(request) { throw kernel.stop(violation, call.machine) }
            kernel.noteLocks(call.machine)
            return 0
        },
        KernelFunction("rwsem_is_locked", ["i32(ptr)"]) { call throws(Stop) in
            .bool(try call.kernel.locks.isLocked(try call.value(0)))
        },
    ]

    private static let modes: [(name: String, mode: LockMode)] = [("read", .shared), ("write", .exclusive)]

    private static let semaphores: [KernelFunction] = modes.flatMap { semaphore($0.name, $0.mode) }

    private static func semaphore(_ name: String, _ mode: LockMode) -> [KernelFunction] {
        .table(
            [
                KernelFunction("down_\(name)", ["void(ptr)"]) { call throws(Stop) in
                    _ = try call.acquire(0, .rwsem, mode)
                    return 0
                },
                KernelFunction("down_\(name)_nested", ["void(ptr, i32)"]) { call throws(Stop) in
                    _ = try call.acquire(0, .rwsem, mode, subclass: try call.int(1))
                    return 0
                },
                KernelFunction("down_\(name)_trylock", ["i32(ptr)"]) { call throws(Stop) in
                    .bool(try call.acquire(0, .rwsem, mode, isTry: true) != nil)
                },
                KernelFunction("up_\(name)", ["void(ptr)"]) { call throws(Stop) in
                    try call.release(0, .rwsem, mode)
                    return 0
                },
            ],
            KernelFunction.named(["down_\(name)_killable", "down_\(name)_interruptible"], ["i32(ptr)"], canFail: true) {
                call throws(Stop) in
                if call.mustFail {
                    try call.mightSleep()
                    return .error(.EINTR)
                }
                _ = try call.acquire(0, .rwsem, mode)
                return 0
            })
    }

    // MARK: rwlock_t

    private static let variants: [(suffix: String, interrupts: LockInterrupts)] = [
        ("", .unchanged), ("_bh", .bottomHalves), ("_irq", .disabled),
    ]

    private static let spinning: [KernelFunction] = ["", "_raw_", "__raw_"].flatMap { prefix in
        modes.flatMap { spinning("\(prefix)\($0.name)", $0.mode) }
    }

    private static func spinning(_ prefix: String, _ mode: LockMode) -> [KernelFunction] {
        variants.flatMap { spinning(prefix, mode, $0.suffix, $0.interrupts) } + saving(prefix, mode)
    }

    private static func spinning(
        _ prefix: String, _ mode: LockMode, _ suffix: String, _ interrupts: LockInterrupts
    ) -> [KernelFunction] {
        [
            KernelFunction("\(prefix)_lock\(suffix)", ["void(ptr)"]) { call throws(Stop) in
                _ = try call.acquire(0, .rwlock, mode, interrupts)
                return 0
            },
            KernelFunction("\(prefix)_unlock\(suffix)", ["void(ptr)"]) { call throws(Stop) in
                try call.release(0, .rwlock, mode, interrupts)
                return 0
            },
        ]
    }

    private static func saving(_ prefix: String, _ mode: LockMode) -> [KernelFunction] {
        [
            KernelFunction("\(prefix)_trylock", ["i32(ptr)"]) { call throws(Stop) in
                .bool(try call.acquire(0, .rwlock, mode, isTry: true) != nil)
            },
            KernelFunction("\(prefix)_lock_irqsave", ["i64(ptr)"]) { call throws(Stop) in
                call.interruptFlags(off: try call.acquire(0, .rwlock, mode, .saved) ?? false)
            },
            KernelFunction("\(prefix)_unlock_irqrestore", ["void(ptr, i64)"]) { call throws(Stop) in
                let off = call.interruptsAreOff(in: try call.value(1))
                try call.release(0, .rwlock, mode, .saved, interruptsOff: off)
                return 0
            },
        ]
    }
}
