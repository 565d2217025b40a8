// SPDX-License-Identifier: Apache-2.0
import Machine

/// Wait queues: wait_event() is a loop in the headers around these functions.
enum WaitQueueFunctions {
    static let all: [KernelFunction] = .table(making, waiting, entries, waking, sleeping)

    private static let making: [KernelFunction] = [
        KernelFunction("__init_waitqueue_head", ["void(ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.makeWaitList()
            return 0
        },
        KernelFunction("init_wait_entry", ["void(ptr, i32)"]) { call throws(Stop) in
            // flags; the rest is the kernel's.
            try call.memory.store(try call.value(0), size: 4, try call.value(1))
            return 0
        },
    ]

    private static let waiting: [KernelFunction] = [
        KernelFunction("prepare_to_wait", ["void(ptr, ptr, i32)"]) { call throws(Stop) in
            try call.prepareToWait(exclusive: false)
            return 0
        },
        KernelFunction("prepare_to_wait_exclusive", ["void(ptr, ptr, i32)", "i1(ptr, ptr, i32)"]) { call throws(Stop) in
            try call.prepareToWait(exclusive: true)
            return 0
        },
        KernelFunction("prepare_to_wait_event", ["i64(ptr, ptr, i32)"], canFail: true) { call throws(Stop) in
            // Bit 0 of the state: signals end the wait.
            if call.mustFail, try call.value(2) & 1 != 0 { return .longError(.ERESTARTSYS) }
            let flags = try call.memory.load(try call.value(1), size: 4)
            try call.prepareToWait(exclusive: flags & 1 != 0)
            return 0
        },
        KernelFunction("finish_wait", ["void(ptr, ptr)"]) { call throws(Stop) in
            let kernel = try call.kernel
            kernel.waitQueues.remove(try call.value(1), from: try call.value(0))
            _ = kernel.waitQueues.wake(call.task.rawValue)
            return 0
        },
    ]

    private static let entries: [KernelFunction] = .table(
        KernelFunction.named(["add_wait_queue", "__add_wait_queue"], ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.addEntry(exclusive: false)
        },
        KernelFunction.named(["add_wait_queue_exclusive"], ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.addEntry(exclusive: true)
        },
        KernelFunction.named(["remove_wait_queue", "__remove_wait_queue"], ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.kernel.waitQueues.remove(try call.value(1), from: try call.value(0))
            return 0
        },
        KernelFunction.named(["waitqueue_active"], ["i32(ptr)"]) { call throws(Stop) in
            .bool(try call.kernel.waitQueues.hasWaiters(try call.value(0)))
        },
        KernelFunction.named(["wq_has_sleeper"], ["i1(ptr)"]) { call throws(Stop) in
            .bool(try call.kernel.waitQueues.hasWaiters(try call.value(0)))
        })

    private static let waking: [KernelFunction] = .table(
        KernelFunction.named(
            ["__wake_up", "__wake_up_sync_key"], ["void(ptr, i32, i32, ptr)", "i32(ptr, i32, i32, ptr)"]
        ) {
            call throws(Stop) in
            try call.wakeUp(mode: try call.value(1), exclusive: try call.int(2), key: try call.value(3))
            return 0
        },
        KernelFunction.named(["__wake_up_locked"], ["void(ptr, i32, i32)"]) { call throws(Stop) in
            try call.wakeUp(mode: try call.value(1), exclusive: try call.int(2), key: 0)
            return 0
        },
        KernelFunction.named(["__wake_up_sync"], ["void(ptr, i32)"]) { call throws(Stop) in
            try call.wakeUp(mode: try call.value(1), exclusive: 1, key: 0)
            return 0
        })

    private static let sleeping: [KernelFunction] = .table(
        KernelFunction.named(["schedule", "io_schedule"], ["void()"]) { call throws(Stop) in
            _ = try call.sleepUntilWoken(deadline: nil)
            return 0
        },
        KernelFunction.named(["schedule_timeout", "io_schedule_timeout"], ["i64(i64)"]) { call throws(Stop) in
            try call.scheduleTimeout(alwaysSleeps: false)
        },
        KernelFunction.named(
            [
                "schedule_timeout_interruptible", "schedule_timeout_uninterruptible", "schedule_timeout_killable",
                "schedule_timeout_idle",
            ], ["i64(i64)"]
        ) { call throws(Stop) in
            try call.scheduleTimeout(alwaysSleeps: true)
        },
        KernelFunction.named(["yield"], ["void()"]) { call throws(Stop) in
            try call.mightSleep()
            try call.relax()
            return 0
        },
        [
            // set_current_state() of the bundled headers.
            KernelFunction("__set_task_state", ["void(i64)"]) { call throws(Stop) in
                let isRunning = try call.value(0) == 0
                try call.kernel.waitQueues.setRunning(isRunning, call.task.rawValue)
                return 0
            }
        ])
}

extension KernelCall {
    fileprivate func prepareToWait(exclusive: Bool) throws(Stop) {
        let kernel = try kernel
        let queue = try value(0)
        // The queue has to be there and to have been made.
        _ = try memory.load(queue &+ 8, size: 8)
        let task = task.rawValue
        kernel.waitQueues.add(.init(entry: try value(1), task: task, isExclusive: exclusive), to: queue)
        kernel.waitQueues.prepare(task, on: queue)
    }

    /// An entry with its own function behind flags and a pointer.
    fileprivate func addEntry(exclusive: Bool) throws(Stop) -> UInt64 {
        let kernel = try kernel
        let entry = try value(1)
        let function = try memory.load(entry &+ 16, size: 8)
        let known = machine.symbol(at: function)?.name
        let wakes = known == "default_wake_function" || known == "autoremove_wake_function"
        kernel.waitQueues.add(
            .init(entry: entry, task: task.rawValue, isExclusive: exclusive, function: wakes ? 0 : function),
            to: try value(0))
        return 0
    }

    fileprivate func wakeUp(mode: UInt64, exclusive: Int, key: UInt64) throws(Stop) {
        let kernel = try kernel
        let queue = try value(0)
        _ = try memory.load(queue &+ 8, size: 8)
        for waiter in kernel.waitQueues.wakeUp(queue, exclusive: exclusive) where waiter.function != 0 {
            try machine.call(waiter.function, as: "i32(ptr, i32, i32, ptr)", [waiter.entry, mode, 0, key])
        }
        try machine.tasks.preempt()
    }

    /// schedule(): a task that did not say that it wants to sleep goes on.
    fileprivate func sleepUntilWoken(deadline: UInt64?) throws(Stop) -> Bool {
        try mightSleep()
        let kernel = try kernel
        let task = task.rawValue
        guard let queue = kernel.waitQueues.queue(of: task) else {
            try relax()
            return true
        }
        let reason = queue == 0 ? "wake_up_process()" : "the wait queue ‘\(machine.name(of: queue) ?? "?")’"
        let inTime = try block(for: reason, until: deadline) {
            kernel.waitQueues.queue(of: task) == nil
        }
        _ = kernel.waitQueues.wake(task)
        return inTime
    }

    /// - Returns: the ticks that are left.
    fileprivate func scheduleTimeout(alwaysSleeps: Bool) throws(Stop) -> UInt64 {
        let kernel = try kernel
        let ticks = try value(0)
        guard let deadline = try deadline(ticks: ticks) else {
            _ = try sleepUntilWoken(deadline: nil)
            return ticks
        }
        if alwaysSleeps {
            try mightSleep()
            try block(for: "the time", until: deadline) { false }
            return 0
        }
        if try !sleepUntilWoken(deadline: deadline) { return 0 }
        let now = machine.tasks.now
        return deadline > now ? kernel.clock(machine).ticks(nanoseconds: deadline - now) : 0
    }
}
