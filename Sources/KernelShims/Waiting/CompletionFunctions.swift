// SPDX-License-Identifier: Apache-2.0
import Machine

/// Completions. Their count is the first member and stays in the memory, where drivers reset it.
enum CompletionFunctions {
    static let all: [KernelFunction] = .table(making, completing, waiting, limited)

    private static let done: UInt64 = 0xffff_ffff

    private static let making: [KernelFunction] = [
        KernelFunction("init_completion", ["void(ptr)"]) { call throws(Stop) in
            try call.memory.store(try call.value(0), size: 4, 0)
            return 0
        },
        KernelFunction("__init_completion", ["void(ptr)"]) { call throws(Stop) in
            try call.memory.store(try call.value(0), size: 4, 0)
            return 0
        },
        KernelFunction("__init_swait_queue_head", ["void(ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.makeWaitList()
            return 0
        },
    ]

    private static let completing: [KernelFunction] = [
        KernelFunction("complete", ["void(ptr)"]) { call throws(Stop) in
            _ = try call.update(0, 4) { $0 == done ? $0 : $0 + 1 }
            try call.machine.tasks.preempt()
            return 0
        },
        KernelFunction("complete_all", ["void(ptr)"]) { call throws(Stop) in
            try call.memory.store(try call.value(0), size: 4, done)
            try call.machine.tasks.preempt()
            return 0
        },
        KernelFunction("completion_done", ["i1(ptr)"]) { call throws(Stop) in
            .bool(try call.memory.load(try call.value(0), size: 4) != 0)
        },
        KernelFunction("try_wait_for_completion", ["i1(ptr)"]) { call throws(Stop) in .bool(try call.takeCompletion())
        },
    ]

    private static let waiting: [KernelFunction] = .table(
        KernelFunction.named(["wait_for_completion", "wait_for_completion_io"], ["void(ptr)"]) { call throws(Stop) in
            _ = try call.waitForCompletion(until: nil)
            return 0
        },
        KernelFunction.named(
            ["wait_for_completion_interruptible", "wait_for_completion_killable"], ["i32(ptr)"], canFail: true
        ) { call throws(Stop) in
            if call.mustFail {
                try call.mightSleep()
                return .error(.ERESTARTSYS)
            }
            _ = try call.waitForCompletion(until: nil)
            return 0
        })

    private static let limited: [KernelFunction] = .table(
        KernelFunction.named(["wait_for_completion_timeout", "wait_for_completion_io_timeout"], ["i64(ptr, i64)"]) {
            call throws(Stop) in
            try call.waitForCompletion(ticks: try call.value(1))
        },
        KernelFunction.named(
            ["wait_for_completion_interruptible_timeout", "wait_for_completion_killable_timeout"], ["i64(ptr, i64)"],
            canFail: true
        ) { call throws(Stop) in
            if call.mustFail {
                try call.mightSleep()
                return .longError(.ERESTARTSYS)
            }
            return try call.waitForCompletion(ticks: try call.value(1))
        })
}

extension KernelCall {
    /// Takes one of the completions if there is one; complete_all() never runs out.
    fileprivate func takeCompletion() throws(Stop) -> Bool {
        try update(0, 4) { $0 == 0 || $0 == 0xffff_ffff ? $0 : $0 - 1 }.old != 0
    }

    fileprivate func waitForCompletion(until deadline: UInt64?) throws(Stop) -> Bool {
        try mightSleep()
        let address = try value(0)
        let memory = memory
        while true {
            if try takeCompletion() { return true }
            let name = machine.name(of: address) ?? "?"
            let inTime = try block(for: "the completion ‘\(name)’", until: deadline) {
                // Memory that is gone is found by who reads it next.
                guard let count = try? memory.load(address, size: 4) else { return true }
                return count != 0
            }
            if !inTime { return false }
        }
    }

    /// - Returns: the ticks that are left, at least 1; 0 where the time is over.
    fileprivate func waitForCompletion(ticks: UInt64) throws(Stop) -> UInt64 {
        let kernel = try kernel
        let deadline = try deadline(ticks: ticks)
        if try !waitForCompletion(until: deadline) { return 0 }
        guard let deadline else { return ticks }
        let now = machine.tasks.now
        return max(1, deadline > now ? kernel.clock(machine).ticks(nanoseconds: deadline - now) : 0)
    }

    /// The empty list of those who wait, in a `struct wait_queue_head` or its simple sister: behind the spinlock.
    func makeWaitList() throws(Stop) {
        let address = try value(0)
        guard let object = memory.object(at: address), object.size - object.offset >= 24 else { return }
        try memory.fill(address, count: 8, with: 0)
        try memory.store(address &+ 8, size: 8, address &+ 8)
        try memory.store(address &+ 16, size: 8, address &+ 8)
    }
}
