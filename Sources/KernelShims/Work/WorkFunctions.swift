// SPDX-License-Identifier: Apache-2.0
import Machine

/// Work queues. In a `struct work_struct` the function is at 24, behind the data and a list node.
enum WorkFunctions {
    static let all: [KernelFunction] = .table(queueing, queues, waiting, questions)

    /// The queues that every kernel has; each is an object of its own.
    static let variables: [KernelVariable] = [
        "system_wq", "system_highpri_wq", "system_long_wq", "system_unbound_wq", "system_freezable_wq",
        "system_power_efficient_wq", "system_freezable_power_efficient_wq",
    ].map { name in
        KernelVariable(name) { machine, address throws(Stop) in
            let queue = try machine.memory.allocate(512, kind: .opaque, name: name)
            try machine.memory.store(address, size: 8, queue)
        }
    }

    private static let queueing: [KernelFunction] = [
        KernelFunction("queue_work_on", ["i1(i32, ptr, ptr)"]) { call throws(Stop) in
            try call.queue(try call.value(2), on: try call.value(1))
        },
        KernelFunction("queue_work", ["i1(ptr, ptr)"]) { call throws(Stop) in
            try call.queue(try call.value(1), on: try call.value(0))
        },
        KernelFunction("queue_work_node", ["i1(i32, ptr, ptr)"]) { call throws(Stop) in
            try call.queue(try call.value(2), on: try call.value(1))
        },
        KernelFunction("schedule_work", ["i1(ptr)"]) { call throws(Stop) in
            try call.queue(try call.value(0), on: try call.systemQueue())
        },
        KernelFunction("schedule_work_on", ["i1(i32, ptr)"]) { call throws(Stop) in
            try call.queue(try call.value(1), on: try call.systemQueue())
        },
    ]

    private static let queues: [KernelFunction] = .table(
        [
            KernelFunction("alloc_workqueue", ["ptr(ptr, i32, i32, ...)"], canFail: true) { call throws(Stop) in
                try call.mightSleep()
                if call.mustFail { return 0 }
                let arguments = UnnamedArguments(of: copy call, from: 3)
                let name = String(decoding: try call.formatted(try call.value(0), arguments), as: UTF8.self)
                let queue = try call.memory.allocate(512, kind: .opaque, name: name)
                try call.kernel.workQueues.queues[queue] = WorkQueues.Queue(name: name)
                return queue
            },
            KernelFunction("destroy_workqueue", ["void(ptr)"]) { call throws(Stop) in
                let kernel = try call.kernel
                let queue = try call.value(0)
                try call.waitForIdle(queue)
                kernel.workQueues.queues[queue] = nil
                try call.memory.release(queue, accepting: [.opaque], by: call.name)
                return 0
            },
        ],
        KernelFunction.named(["flush_workqueue", "__flush_workqueue", "drain_workqueue"], ["void(ptr)"]) {
            call throws(Stop) in
            try call.waitForIdle(try call.value(0))
            return 0
        },
        KernelFunction.named(["flush_scheduled_work"], ["void()"]) { call throws(Stop) in
            try call.waitForIdle(try call.systemQueue())
            return 0
        })

    private static let waiting: [KernelFunction] = [
        KernelFunction("flush_work", ["i1(ptr)"]) { call throws(Stop) in .bool(try call.flush(try call.value(0))) },
        KernelFunction("cancel_work_sync", ["i1(ptr)"]) { call throws(Stop) in
            .bool(try call.cancel(try call.value(0), waits: true))
        },
        KernelFunction("cancel_work", ["i1(ptr)"]) { call throws(Stop) in
            .bool(try call.cancel(try call.value(0), waits: false))
        },
    ]

    private static let questions: [KernelFunction] = [
        KernelFunction("work_busy", ["i32(ptr)"]) { call throws(Stop) in
            let queues = try call.kernel.workQueues
            let work = try call.value(0)
            return (queues.isPending(work) ? 1 : 0) | (queues.isRunning(work) ? 2 : 0)
        },
        KernelFunction("destroy_work_on_stack", ["void(ptr)"]) { _ throws(Stop) in 0 },
        KernelFunction("__init_work", ["void(ptr, i32)"]) { _ throws(Stop) in 0 },
    ]
}

extension KernelCall {
    func queue(_ work: UInt64, on queue: UInt64) throws(Stop) -> UInt64 {
        if try !kernel.queueWork(work, on: queue, machine) { return 0 }
        try machine.tasks.preempt()
        return 1
    }

    /// system_wq, whether the program names it or not.
    func systemQueue() throws(Stop) -> UInt64 {
        let kernel = try kernel
        if let known = kernel.systemQueue { return known }
        let queue: UInt64
        if let variable = machine.address(of: "system_wq") {
            queue = try memory.load(variable, size: 8)
        } else {
            queue = try memory.allocate(512, kind: .opaque, name: "system_wq")
        }
        kernel.systemQueue = queue
        return queue
    }

    /// - Returns: whether there was something to wait for.
    func flush(_ work: UInt64) throws(Stop) -> Bool {
        try mightSleep()
        let kernel = try kernel
        if !kernel.workQueues.isBusy(work) { return false }
        try block(for: "the work ‘\(machine.name(of: work) ?? "?")’") { !kernel.workQueues.isBusy(work) }
        return true
    }

    /// - Returns: whether the work was pending.
    func cancel(_ work: UInt64, waits: Bool) throws(Stop) -> Bool {
        if waits { try mightSleep() }
        let kernel = try kernel
        let wasPending = kernel.workQueues.remove(work)
        if wasPending { try kernel.setPending(work, false, machine) }
        if waits, kernel.workQueues.isRunning(work) {
            try block(for: "the work ‘\(machine.name(of: work) ?? "?")’") { !kernel.workQueues.isRunning(work) }
        }
        return wasPending
    }

    fileprivate func waitForIdle(_ queue: UInt64) throws(Stop) {
        try mightSleep()
        let kernel = try kernel
        guard kernel.workQueues.queues[queue] != nil else {
            // No work yet, or no queue at all.
            guard memory.object(at: queue)?.kind == .opaque else {
                throw badArgument("there is no work queue at \(memory.place(queue))")
            }
            return
        }
        try block(for: "the work of ‘\(machine.name(of: queue) ?? "?")’") {
            kernel.workQueues.queues[queue]?.isIdle ?? true
        }
    }
}
