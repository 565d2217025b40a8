// SPDX-License-Identifier: Apache-2.0
import Machine

/// Counting semaphores.
enum SemaphoreFunctions {
    static let all: [KernelFunction] = .table(
        [
            KernelFunction("sema_init", ["void(ptr, i32)"]) { call throws(Stop) in
                let count = try call.int(1)
                try call.makeLock(.semaphore, count: count, key: 0, name: 0)
                let address = try call.value(0)
                if call.memory.object(at: address).map({ $0.size - $0.offset >= 8 }) ?? false {
                    try call.memory.store(address &+ call.semaphoreCountOffset, size: 4, UInt64.int(count))
                }
                return 0
            },
            KernelFunction("down", ["void(ptr)"]) { call throws(Stop) in
                try call.prepareSemaphore()
                _ = try call.acquire(0, .semaphore)
                return 0
            },
            KernelFunction("down_trylock", ["i32(ptr)"]) { call throws(Stop) in
                try call.prepareSemaphore()
                // The other way round than all other tries.
                return .bool(try call.acquire(0, .semaphore, isTry: true) == nil)
            },
            KernelFunction("down_timeout", ["i32(ptr, i64)"]) { call throws(Stop) in
                try call.prepareSemaphore()
                let deadline = try call.deadline(ticks: try call.value(1))
                return try call.acquire(0, .semaphore, until: deadline) == nil ? .error(.ETIME) : 0
            },
            KernelFunction("up", ["void(ptr)"]) { call throws(Stop) in
                try call.prepareSemaphore()
                try call.release(0, .semaphore)
                return 0
            },
        ],
        KernelFunction.named(["down_interruptible", "down_killable"], ["i32(ptr)"], canFail: true) {
            call throws(Stop) in
            try call.prepareSemaphore()
            if call.mustFail {
                try call.mightSleep()
                return .error(.EINTR)
            }
            _ = try call.acquire(0, .semaphore)
            return 0
        })
}

extension KernelCall {
    /// Usually behind the spinlock.
    fileprivate var semaphoreCountOffset: UInt64 {
        UInt64(machine.program.layout(of: "struct semaphore")?.offset(of: "count") ?? 4)
    }

    /// A static semaphore has its count in its memory.
    fileprivate func prepareSemaphore() throws(Stop) {
        let kernel = try kernel
        let address = try value(0)
        if kernel.locks.isKnown(address) { return }
        let list = try memory.load(address &+ UInt64(waitListOffset(of: .semaphore)), size: 8)
        if list == 0 { return }
        let count = Int(Int32(truncatingIfNeeded: try memory.load(address &+ semaphoreCountOffset, size: 4)))
        _ = kernel.locks.initialise(
            address, kind: .semaphore, count: count, class: LockClass(.fixed(address: address)), task: task,
            site: site(kernel))
    }
}
