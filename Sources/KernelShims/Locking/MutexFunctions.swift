// SPDX-License-Identifier: Apache-2.0
import Machine

enum MutexFunctions {
    static let all: [KernelFunction] = .table(making, taking, others)

    private static let making: [KernelFunction] = [
        KernelFunction("__mutex_init", ["void(ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.makeLock(.mutex, key: try call.value(2), name: try call.value(1))
            return 0
        },
        KernelFunction("mutex_destroy", ["void(ptr)"]) { call throws(Stop) in
            let kernel = try call.kernel
            let address = try call.value(0)
            guard kernel.locks.isKnown(address) else { return 0 }
            if let violation = kernel.locks.destroy(address, task: call.task, site: call.site(kernel)) {
                throw kernel.stop(violation, call.machine)
            }
            return 0
        },
    ]

    private static let taking: [KernelFunction] = .table(
        [
            KernelFunction("mutex_lock", ["void(ptr)"]) { call throws(Stop) in
                _ = try call.acquire(0, .mutex)
                return 0
            },
            KernelFunction("mutex_lock_nested", ["void(ptr, i32)"]) { call throws(Stop) in
                _ = try call.acquire(0, .mutex, subclass: try call.int(1))
                return 0
            },
            KernelFunction("mutex_lock_io", ["void(ptr)"]) { call throws(Stop) in
                _ = try call.acquire(0, .mutex)
                return 0
            },
            KernelFunction("mutex_trylock", ["i32(ptr)"]) { call throws(Stop) in
                .bool(try call.acquire(0, .mutex, isTry: true) != nil)
            },
            KernelFunction("mutex_unlock", ["void(ptr)"]) { call throws(Stop) in
                try call.release(0, .mutex)
                return 0
            },
        ],
        KernelFunction.named(["mutex_lock_interruptible", "mutex_lock_killable"], ["i32(ptr)"], canFail: true) {
            call throws(Stop) in
            if call.mustFail {
                try call.mightSleep()
                return .error(.EINTR)
            }
            _ = try call.acquire(0, .mutex)
            return 0
        })

    private static let others: [KernelFunction] = [
        KernelFunction("mutex_is_locked", ["i1(ptr)"]) { call throws(Stop) in
            .bool(try call.kernel.locks.isLocked(try call.value(0)))
        },
        KernelFunction("atomic_dec_and_mutex_lock", ["i32(ptr, ptr)"]) { call throws(Stop) in
            if try call.memory.load(try call.value(0), size: 4) != 1 {
                _ = try call.update(0, 4) { $0 &- 1 }
                return 0
            }
            _ = try call.acquire(1, .mutex)
            if try call.update(0, 4, { $0 &- 1 }).new == 0 { return 1 }
            try call.release(1, .mutex)
            return 0
        },
    ]
}
