// SPDX-License-Identifier: Apache-2.0
import Machine

/// What waits for the readers of today.
struct GracePeriods {
    struct Callback {
        /// The address that is freed, or the head that the function gets.
        var address: UInt64
        /// 0: the memory is only freed.
        var function: UInt64
    }

    /// In the order in which they came.
    var callbacks: [Callback] = []
    /// Readers of each `struct srcu_struct`.
    var sleepableReaders: [UInt64: Int] = [:]
}

enum RCUFunctions {
    static let all: [KernelFunction] = .table(readers, waiting, callbacks, sleepable)

    private static let readers: [KernelFunction] = .table(
        KernelFunction.named(
            ["rcu_read_lock", "__rcu_read_lock", "rcu_read_lock_bh", "rcu_read_lock_sched"], ["void()"]
        ) { call throws(Stop) in
            let kernel = try call.kernel
            kernel.locks.enter(.rcu, task: call.task, site: call.site(kernel))
            return 0
        },
        KernelFunction.named(
            ["rcu_read_unlock", "__rcu_read_unlock", "rcu_read_unlock_bh", "rcu_read_unlock_sched"], ["void()"]
        ) { call throws(Stop) in
            let kernel = try call.kernel
            if let violation = kernel.locks.leave(.rcu, task: call.task, site: call.site(kernel)) {
                throw kernel.stop(violation, call.machine)
            }
            return 0
        },
        KernelFunction.named(["rcu_read_lock_held"], ["i32()"]) { call throws(Stop) in
            .bool(try call.kernel.locks.context(of: call.task).isRCUReader)
        })

    private static let waiting: [KernelFunction] =
        KernelFunction.named(["synchronize_rcu", "synchronize_rcu_expedited", "rcu_barrier"], ["void()"]) {
            call throws(Stop) in
            try call.waitForReaders()
            return 0
        }

    private static let callbacks: [KernelFunction] = .table(
        [
            KernelFunction("call_rcu", ["void(ptr, ptr)"]) { call throws(Stop) in
                let callback = GracePeriods.Callback(address: try call.value(0), function: try call.value(1))
                try call.kernel.grace.callbacks.append(callback)
                return 0
            }
        ],
        KernelFunction.named(["kvfree_call_rcu", "kfree_call_rcu"], ["void(ptr, ptr)"]) { call throws(Stop) in
            // The second argument is the object, or where in it the head is.
            let (head, second) = (try call.value(0), try call.value(1))
            let address = second < 4096 ? head &- second : second
            try call.kernel.grace.callbacks.append(GracePeriods.Callback(address: address, function: 0))
            return 0
        })

    private static let sleepable: [KernelFunction] = [
        KernelFunction("init_srcu_struct", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            try call.kernel.grace.sleepableReaders[try call.value(0)] = 0
            return 0
        },
        KernelFunction("cleanup_srcu_struct", ["void(ptr)"]) { call throws(Stop) in
            let left = try call.kernel.grace.sleepableReaders.removeValue(forKey: try call.value(0))
            if let left, left > 0 { throw call.badArgument("\(left) readers are left") }
            return 0
        },
        KernelFunction("__srcu_read_lock", ["i32(ptr)"]) { call throws(Stop) in
            try call.kernel.grace.sleepableReaders[try call.value(0), default: 0] += 1
            return 0
        },
        KernelFunction("__srcu_read_unlock", ["void(ptr, i32)"]) { call throws(Stop) in
            let kernel = try call.kernel
            let address = try call.value(0)
            guard let count = kernel.grace.sleepableReaders[address], count > 0 else {
                throw .fault(.unlockNotHeld, "srcu_read_unlock() without a reader")
            }
            kernel.grace.sleepableReaders[address] = count - 1
            return 0
        },
        KernelFunction("synchronize_srcu", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let kernel = try call.kernel
            let address = try call.value(0)
            try call.block(for: "the readers of an SRCU domain") { kernel.grace.sleepableReaders[address] ?? 0 == 0 }
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func waitForReaders() throws(Stop) {
        let kernel = try kernel
        if let violation = kernel.locks.synchronizeRCU(task, at: site(kernel)) { throw kernel.stop(violation, machine) }
        let readers = Set(kernel.locks.rcuReaders)
        try block(for: "the RCU readers") { readers.isDisjoint(with: kernel.locks.rcuReaders) }
        // Only rcu_barrier() promises it, but it may always have happened by then.
        try kernel.runCallbacks(machine)
    }
}

extension Kernel {
    /// A grace period ends: what waited for it runs.
    public func runCallbacks(_ machine: Machine) throws(Stop) {
        while !grace.callbacks.isEmpty { try run(grace.callbacks.removeFirst(), machine) }
    }

    /// free_module() waits for a grace period, and so what kfree_rcu() was given is gone when a module is. Nobody promises
    /// that to functions of call_rcu(): whoever unloads has to wait for them.
    public func endGracePeriod(_ machine: Machine) throws(Stop) {
        guard locks.rcuReaders.isEmpty else { return }
        let frees = grace.callbacks.filter { $0.function == 0 }
        grace.callbacks.removeAll { $0.function == 0 }
        for callback in frees { try run(callback, machine) }
    }

    private func run(_ callback: GracePeriods.Callback, _ machine: Machine) throws(Stop) {
        if callback.function != 0 {
            try machine.call(callback.function, as: "void(ptr)", [callback.address])
        } else {
            try memoryEnds(callback.address, machine)
            try machine.memory.release(callback.address, accepting: [.heap, .vmalloc], by: "kfree_rcu")
        }
    }
}
