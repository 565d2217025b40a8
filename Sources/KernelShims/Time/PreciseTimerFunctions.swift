// SPDX-License-Identifier: Apache-2.0
import Machine

/// High-resolution timers. Times are nanoseconds of the one clock that the machine has.
enum PreciseTimerFunctions {
    static let all: [KernelFunction] = .table(making, starting, stopping, questions, forwarding)

    /// HRTIMER_MODE_REL
    fileprivate static let relative: UInt64 = 1

    private static let making: [KernelFunction] = .table(
        KernelFunction.named(["hrtimer_init", "hrtimer_init_on_stack"], ["void(ptr, i32, i32)"]) { call throws(Stop) in
            let timer = try call.value(0)
            try call.machine.touch(timer)
            try call.machine.set("function", of: "hrtimer", at: timer, 0)
            try call.kernel.setExpiry(of: timer, 0, call.machine)
            return 0
        },
        [
            KernelFunction("hrtimer_setup", ["void(ptr, ptr, i32, i32)"]) { call throws(Stop) in
                let timer = try call.value(0)
                try call.machine.touch(timer)
                try call.machine.set("function", of: "hrtimer", at: timer, try call.value(1))
                return 0
            }
        ],
        KernelFunction.named(["hrtimer_set_expires", "hrtimer_set_expires_tv64"], ["void(ptr, i64)"]) {
            call throws(Stop) in
            try call.kernel.setExpiry(of: try call.value(0), try call.value(1), call.machine)
            return 0
        },
        KernelFunction.named(["hrtimer_add_expires", "hrtimer_add_expires_ns"], ["void(ptr, i64)"]) {
            call throws(Stop) in
            let timer = try call.value(0)
            let expiry = try call.kernel.expiry(of: timer, call.machine)
            try call.kernel.setExpiry(of: timer, expiry &+ (try call.value(1)), call.machine)
            return 0
        })

    private static let starting: [KernelFunction] = .table(
        [
            KernelFunction("hrtimer_start", ["void(ptr, i64, i32)"]) { call throws(Stop) in
                try call.startPrecise(at: try call.value(1), mode: try call.value(2))
            },
            KernelFunction("hrtimer_start_range_ns", ["void(ptr, i64, i64, i32)"]) { call throws(Stop) in
                try call.startPrecise(at: try call.value(1), mode: try call.value(3))
            },
            KernelFunction("hrtimer_start_expires", ["void(ptr, i32)"]) { call throws(Stop) in
                let expiry = try call.kernel.expiry(of: try call.value(0), call.machine)
                return try call.startPrecise(at: expiry, mode: try call.value(1) & ~relative)
            },
            KernelFunction("hrtimer_restart", ["void(ptr)"]) { call throws(Stop) in
                try call.startPrecise(at: try call.kernel.expiry(of: try call.value(0), call.machine), mode: 0)
            },
        ])

    private static let stopping: [KernelFunction] = [
        KernelFunction("hrtimer_try_to_cancel", ["i32(ptr)"]) { call throws(Stop) in
            let (kernel, timer) = (try call.kernel, try call.value(0))
            if kernel.timers.current == timer { return .int(-1) }
            return .bool(kernel.timers.stop(timer))
        },
        KernelFunction("hrtimer_cancel", ["i32(ptr)"]) { call throws(Stop) in
            let (kernel, timer) = (try call.kernel, try call.value(0))
            try call.waitForTimer(timer)
            return .bool(kernel.timers.stop(timer))
        },
    ]

    private static let questions: [KernelFunction] = .table(
        [
            KernelFunction("hrtimer_active", ["i1(ptr)"]) { call throws(Stop) in
                let (kernel, timer) = (try call.kernel, try call.value(0))
                return .bool(kernel.timers.running[timer] != nil || kernel.timers.current == timer)
            },
            KernelFunction("hrtimer_is_queued", ["i1(ptr)", "i32(ptr)"]) { call throws(Stop) in
                .bool(try call.kernel.timers.running[try call.value(0)] != nil)
            },
            KernelFunction("hrtimer_callback_running", ["i1(ptr)", "i32(ptr)"]) { call throws(Stop) in
                .bool(try call.kernel.timers.current == (try call.value(0)))
            },
        ],
        KernelFunction.named(
            ["hrtimer_get_expires", "hrtimer_get_softexpires", "hrtimer_get_expires_ns"], ["i64(ptr)"]
        ) {
            call throws(Stop) in
            try call.kernel.expiry(of: try call.value(0), call.machine)
        },
        KernelFunction.named(
            ["hrtimer_get_remaining", "hrtimer_expires_remaining", "__hrtimer_get_remaining"],
            ["i64(ptr)", "i64(ptr, i1)"]
        ) { call throws(Stop) in
            try call.kernel.expiry(of: try call.value(0), call.machine) &- call.machine.tasks.now
        },
        KernelFunction.named(["hrtimer_cb_get_time"], ["i64(ptr)"]) { call throws(Stop) in call.machine.tasks.now })

    private static let forwarding: [KernelFunction] = [
        KernelFunction("hrtimer_forward", ["i64(ptr, i64, i64)"]) { call throws(Stop) in
            try call.forward(now: try call.value(1), by: try call.value(2))
        },
        KernelFunction("hrtimer_forward_now", ["i64(ptr, i64)"]) { call throws(Stop) in
            try call.forward(now: call.machine.tasks.now, by: try call.value(1))
        },
    ]
}

extension KernelCall {
    fileprivate func startPrecise(at time: UInt64, mode: UInt64) throws(Stop) -> UInt64 {
        let timer = try value(0)
        guard let function = try machine.field("function", of: "hrtimer", at: timer), function != 0 else {
            throw badArgument("the timer has no function")
        }
        let end = mode & PreciseTimerFunctions.relative != 0 ? machine.tasks.time(after: time) : time
        try kernel.setExpiry(of: timer, end, machine)
        _ = try kernel.startTimer(timer, at: end, function: function, machine, .precise)
        return 0
    }

    /// Past now, in whole intervals. - Returns: how many.
    fileprivate func forward(now: UInt64, by wanted: UInt64) throws(Stop) -> UInt64 {
        let timer = try value(0)
        let interval = max(1, Int64(bitPattern: wanted))
        var expiry = Int64(bitPattern: try kernel.expiry(of: timer, machine))
        let late = Int64(bitPattern: now) - expiry
        if late < 0 { return 0 }
        let count = late / interval + 1
        expiry += count * interval
        try kernel.setExpiry(of: timer, UInt64(bitPattern: expiry), machine)
        return UInt64(bitPattern: count)
    }
}

extension Kernel {
    /// When it ends, as its memory says.
    func expiry(of timer: UInt64, _ machine: Machine) throws(Stop) -> UInt64 {
        try machine.field("_softexpires", of: "hrtimer", at: timer) ?? 0
    }

    func setExpiry(of timer: UInt64, _ time: UInt64, _ machine: Machine) throws(Stop) {
        for path in ["_softexpires", "node.expires"] { try machine.set(path, of: "hrtimer", at: timer, time) }
    }

    /// HRTIMER_RESTART is 1: it goes on at the time that its function has set.
    func runPreciseTimer(_ timer: Timers.Timer, _ machine: Machine) throws(Stop) {
        let result = try machine.call(timer.function, as: "i32(ptr)", [timer.address])
        guard UInt32(truncatingIfNeeded: result) == 1, timers.running[timer.address] == nil else { return }
        // One that was not set forward would run for ever, and nobody else.
        let next = max(try expiry(of: timer.address, machine), machine.tasks.now + 1000)
        _ = timers.start(timer.address, at: next, function: timer.function, .precise)
    }
}
