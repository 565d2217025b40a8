// SPDX-License-Identifier: Apache-2.0
import Machine

/// Work that is queued after a time. The `struct work_struct` is the first member.
enum DelayedWorkFunctions {
    static let all: [KernelFunction] = .table(queueing, changing, stopping)

    private static let queueing: [KernelFunction] = [
        KernelFunction("queue_delayed_work_on", ["i1(i32, ptr, ptr, i64)"]) { call throws(Stop) in
            try call.delay(try call.value(2), on: try call.value(1), ticks: try call.value(3))
        },
        KernelFunction("queue_delayed_work", ["i1(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.delay(try call.value(1), on: try call.value(0), ticks: try call.value(2))
        },
        KernelFunction("schedule_delayed_work", ["i1(ptr, i64)"]) { call throws(Stop) in
            try call.delay(try call.value(0), on: try call.systemQueue(), ticks: try call.value(1))
        },
        KernelFunction("schedule_delayed_work_on", ["i1(i32, ptr, i64)"]) { call throws(Stop) in
            try call.delay(try call.value(1), on: try call.systemQueue(), ticks: try call.value(2))
        },
    ]

    private static let changing: [KernelFunction] = [
        KernelFunction("mod_delayed_work_on", ["i1(i32, ptr, ptr, i64)"]) { call throws(Stop) in
            try call.change(try call.value(2), on: try call.value(1), ticks: try call.value(3))
        },
        KernelFunction("mod_delayed_work", ["i1(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.change(try call.value(1), on: try call.value(0), ticks: try call.value(2))
        },
    ]

    private static let stopping: [KernelFunction] = [
        KernelFunction("cancel_delayed_work", ["i1(ptr)"]) { call throws(Stop) in
            .bool(try call.stop(try call.value(0), waits: false))
        },
        KernelFunction("cancel_delayed_work_sync", ["i1(ptr)"]) { call throws(Stop) in
            .bool(try call.stop(try call.value(0), waits: true))
        },
        KernelFunction("flush_delayed_work", ["i1(ptr)"]) { call throws(Stop) in
            let kernel = try call.kernel
            let work = try call.value(0)
            // What waits for its time is queued at once.
            if let delayed = kernel.delayedWork.removeValue(forKey: work) {
                _ = try kernel.queueWork(work, on: delayed.queue, call.machine)
            }
            return .bool(try call.flush(work))
        },
    ]
}

/// Work that waits for its time.
struct DelayedWork {
    var queue: UInt64
    var time: UInt64
}

extension KernelCall {
    fileprivate func delay(_ work: UInt64, on queue: UInt64, ticks: UInt64) throws(Stop) -> UInt64 {
        let kernel = try kernel
        if kernel.delayedWork[work] != nil || kernel.workQueues.isPending(work) { return 0 }
        if ticks == 0 { return try self.queue(work, on: queue) }
        if try memory.load(work &+ 24, size: 8) == 0 { throw badArgument("the work has no function") }
        let time = try deadline(ticks: ticks) ?? .max
        kernel.delayedWork[work] = DelayedWork(queue: queue, time: time)
        try kernel.setPending(work, true, machine)
        try kernel.startDelayTask(machine)
        return 1
    }

    /// - Returns: whether the work was waiting, for its time or in the queue.
    fileprivate func stop(_ work: UInt64, waits: Bool) throws(Stop) -> Bool {
        let wasDelayed = try kernel.delayedWork.removeValue(forKey: work) != nil
        if wasDelayed { try kernel.setPending(work, false, machine) }
        let wasPending = try cancel(work, waits: waits)
        return wasDelayed || wasPending
    }

    fileprivate func change(_ work: UInt64, on queue: UInt64, ticks: UInt64) throws(Stop) -> UInt64 {
        let wasWaiting = try stop(work, waits: false)
        _ = try delay(work, on: queue, ticks: ticks)
        return .bool(wasWaiting)
    }
}

extension Kernel {
    private var nextDelayed: (work: UInt64, delayed: DelayedWork)? {
        delayedWork.min { ($0.value.time, $0.key) < ($1.value.time, $1.key) }.map { ($0.key, $0.value) }
    }

    fileprivate func startDelayTask(_ machine: Machine) throws(Stop) {
        if delayTask != nil { return }
        delayTask = try start("delayed work", machine) { [unowned(unsafe) machine] () throws(Stop) in
            while true {
                guard let (work, delayed) = self.nextDelayed else {
                    try self.block(machine, for: "work to do") { !self.delayedWork.isEmpty }
                    continue
                }
                if machine.tasks.now < delayed.time {
                    try self.block(machine, for: "work to do", until: delayed.time) {
                        self.nextDelayed.map { $0.work != work || $0.delayed.time != delayed.time } ?? true
                    }
                    continue
                }
                self.delayedWork[work] = nil
                _ = try self.queueWork(work, on: delayed.queue, machine)
            }
        }
    }
}
