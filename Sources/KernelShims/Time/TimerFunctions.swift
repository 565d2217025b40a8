// SPDX-License-Identifier: Apache-2.0
import Machine

/// Timers. The list node in front says to timer_pending() whether the timer runs; the time is at 16, the function at 24.
enum TimerFunctions {
    static let all: [KernelFunction] = .table(making, starting, stopping)

    private static let making: [KernelFunction] = [
        KernelFunction("init_timer_key", ["void(ptr, ptr, i32, ptr, ptr)"]) { call throws(Stop) in
            let timer = try call.value(0)
            try call.memory.store(timer &+ 8, size: 8, 0)
            try call.memory.store(timer &+ 24, size: 8, try call.value(1))
            try call.memory.store(timer &+ 32, size: 4, try call.value(2))
            return 0
        }
    ]

    private static let starting: [KernelFunction] = [
        KernelFunction("mod_timer", ["i32(ptr, i64)"]) { call throws(Stop) in
            .bool(try call.startTimer(jiffies: try call.value(1)))
        },
        KernelFunction("add_timer", ["void(ptr)"]) { call throws(Stop) in
            let timer = try call.value(0)
            if try call.memory.load(timer &+ 8, size: 8) != 0 { throw .fault(.bug, "add_timer() of a timer that runs") }
            _ = try call.startTimer(jiffies: try call.memory.load(timer &+ 16, size: 8))
            return 0
        },
    ]

    private static let stopping: [KernelFunction] = .table(
        KernelFunction.named(["del_timer", "timer_delete", "try_to_del_timer_sync"], ["i32(ptr)"]) {
            call throws(Stop) in
            .bool(try call.stopTimer())
        },
        KernelFunction.named(
            ["del_timer_sync", "timer_delete_sync", "timer_shutdown_sync"], ["i32(ptr)"]
        ) { call throws(Stop) in
            let timer = try call.value(0)
            let wasRunning = try call.stopTimer()
            try call.waitForTimer(timer)
            return .bool(wasRunning)
        })
}

extension KernelCall {
    fileprivate func startTimer(jiffies: UInt64) throws(Stop) -> Bool {
        let kernel = try kernel
        let timer = try value(0)
        let function = try memory.load(timer &+ 24, size: 8)
        if function == 0 { throw badArgument("the timer has no function") }
        try memory.store(timer &+ 16, size: 8, jiffies)
        try memory.store(timer &+ 8, size: 8, timer)
        let time = kernel.clock(machine).time(ofJiffies: jiffies, now: machine.tasks.now)
        return try kernel.startTimer(timer, at: time, function: function, machine)
    }

    fileprivate func stopTimer() throws(Stop) -> Bool {
        let timer = try value(0)
        try memory.store(timer &+ 8, size: 8, 0)
        return try kernel.timers.stop(timer)
    }
}

extension KernelCall {
    /// Until its function, or that of a tasklet, does not run any more.
    func waitForTimer(_ timer: UInt64) throws(Stop) {
        let kernel = try kernel
        try block(for: "the function of the timer ‘\(machine.name(of: timer) ?? "?")’") {
            kernel.timers.current != timer
        }
    }
}
