// SPDX-License-Identifier: Apache-2.0
import Machine

/// Sleeping, delays, clocks and jiffies.
enum TimeFunctions {
    static let all: [KernelFunction] = .table(sleeping, delays, clocks, conversions, rounding)

    static let variables: [KernelVariable] = ["jiffies", "jiffies_64"].map { name in
        KernelVariable(name) { machine, address throws(Stop) in
            let clock = Clock(ticksPerSecond: KernelOptions().ticks(machine))
            try machine.memory.store(address, size: 8, clock.jiffies(at: machine.tasks.now))
        }
    }

    private static let sleeping: [KernelFunction] = .table(
        [
            KernelFunction("msleep", ["void(i32)"]) { call throws(Stop) in
                try call.sleep(UInt64(UInt32(truncatingIfNeeded: try call.value(0))) * 1_000_000)
            },
            KernelFunction("msleep_interruptible", ["i64(i32)"]) { call throws(Stop) in
                try call.sleep(UInt64(UInt32(truncatingIfNeeded: try call.value(0))) * 1_000_000)
            },
            KernelFunction("ssleep", ["void(i32)"]) { call throws(Stop) in
                try call.sleep(UInt64(UInt32(truncatingIfNeeded: try call.value(0))) * 1_000_000_000)
            },
            KernelFunction("fsleep", ["void(i64)"]) { call throws(Stop) in
                try call.sleep(UInt64(try call.size(0)) * 1000)
            },
        ],
        KernelFunction.named(["usleep_range", "usleep_range_state"], ["void(i64, i64)", "void(i64, i64, i32)"]) {
            call throws(Stop) in
            try call.sleep(UInt64(try call.size(0)) * 1000)
        })

    /// Time passes, and nobody sleeps; on other processors the others go on.
    private static let delays: [KernelFunction] = [
        KernelFunction("udelay", ["void(i64)"]) { call throws(Stop) in try call.delay(1000) },
        KernelFunction("ndelay", ["void(i64)"]) { call throws(Stop) in try call.delay(1) },
        KernelFunction("mdelay", ["void(i64)"]) { call throws(Stop) in try call.delay(1_000_000) },
        KernelFunction("__udelay", ["void(i64)"]) { call throws(Stop) in try call.delay(1000) },
        KernelFunction("__ndelay", ["void(i64)"]) { call throws(Stop) in try call.delay(1) },
        KernelFunction("__const_udelay", ["void(i64)"]) { call throws(Stop) in
            // The argument is microseconds times 2^32 / 10^6.
            try call.pass(try call.value(0) / 4295 * 1000)
            return 0
        },
        KernelFunction("cpu_relax", ["void()"]) { call throws(Stop) in
            try call.relax()
            return 0
        },
        KernelFunction("rep_nop", ["void()"]) { call throws(Stop) in
            try call.relax()
            return 0
        },
    ]

    private static let clocks: [KernelFunction] = .table(
        KernelFunction.named(
            [
                "ktime_get", "ktime_get_real", "ktime_get_boottime", "ktime_get_raw", "ktime_get_clocktai",
                "ktime_get_ns",
                "ktime_get_real_ns", "ktime_get_boottime_ns", "ktime_get_raw_ns", "ktime_get_mono_fast_ns",
                "local_clock",
                "sched_clock",
            ], ["i64()"]
        ) { call throws(Stop) in
            call.machine.tasks.now
        },
        KernelFunction.named(["sched_clock_cpu"], ["i64(i32)"]) { call throws(Stop) in call.machine.tasks.now },
        KernelFunction.named(["ktime_get_seconds", "ktime_get_real_seconds"], ["i64()"]) { call throws(Stop) in
            call.machine.tasks.now / 1_000_000_000
        },
        KernelFunction.named(
            ["ktime_get_ts64", "ktime_get_real_ts64", "ktime_get_raw_ts64", "ktime_get_boottime_ts64"], ["void(ptr)"]
        ) { call throws(Stop) in
            let now = call.machine.tasks.now
            try call.memory.store(try call.value(0), size: 8, now / 1_000_000_000)
            try call.memory.store(try call.value(0) &+ 8, size: 8, now % 1_000_000_000)
            return 0
        },
        KernelFunction.named(["get_jiffies_64"], ["i64()"]) { call throws(Stop) in
            try call.clock.jiffies(at: call.machine.tasks.now)
        })

    private static let conversions: [KernelFunction] = .table(
        KernelFunction.named(["msecs_to_jiffies", "__msecs_to_jiffies"], ["i64(i32)"]) { call throws(Stop) in
            // A negative number is for ever.
            let milliseconds = try call.int(0)
            if milliseconds < 0 { return UInt64(Int64.max >> 1) - 1 }
            return try call.clock.ticks(nanoseconds: UInt64(milliseconds) * 1_000_000)
        },
        KernelFunction.named(["usecs_to_jiffies", "__usecs_to_jiffies"], ["i64(i32)"]) { call throws(Stop) in
            let microseconds = UInt64(UInt32(truncatingIfNeeded: try call.value(0)))
            return try call.clock.ticks(nanoseconds: microseconds * 1000)
        },
        KernelFunction.named(["nsecs_to_jiffies"], ["i64(i64)"]) { call throws(Stop) in
            try call.value(0) / (try call.clock.nanoseconds(ticks: 1))
        },
        KernelFunction.named(["jiffies_to_nsecs", "jiffies64_to_nsecs"], ["i64(i64)"]) { call throws(Stop) in
            try call.clock.nanoseconds(ticks: try call.value(0))
        },
        KernelFunction.named(["jiffies_to_msecs"], ["i32(i64)"]) { call throws(Stop) in
            .int(try call.clock.nanoseconds(ticks: try call.value(0)) / 1_000_000)
        },
        KernelFunction.named(["jiffies_to_usecs"], ["i32(i64)"]) { call throws(Stop) in
            .int(try call.clock.nanoseconds(ticks: try call.value(0)) / 1000)
        })

    /// To whole seconds, so that timers end together.
    private static let rounding: [KernelFunction] = [
        ("round_jiffies", false, false), ("round_jiffies_relative", true, false), ("round_jiffies_up", false, true),
        ("round_jiffies_up_relative", true, true),
    ].map { name, isRelative, isUp in
        KernelFunction(name, ["i64(i64)"]) { call throws(Stop) in
            let clock = try call.clock
            let now = clock.jiffies(at: call.machine.tasks.now)
            let start = isRelative ? now : 0
            return clock.rounded(start &+ (try call.value(0)), now: now, up: isUp) &- start
        }
    }
}

extension KernelCall {
    fileprivate func sleep(_ nanoseconds: UInt64) throws(Stop) -> UInt64 {
        try mightSleep()
        try block(for: "the time", until: machine.tasks.time(after: nanoseconds)) { false }
        return 0
    }

    fileprivate func delay(_ unit: UInt64) throws(Stop) -> UInt64 {
        try pass(UInt64(try size(0)) * unit)
        return 0
    }
}

extension KernelOptions {
    /// CONFIG_HZ.
    func ticks(_ machine: Machine) -> UInt64 {
        if let ticksPerSecond { return ticksPerSecond }
        if case .s390x = machine.program.target.architecture { return 100 }
        return 1000
    }
}
