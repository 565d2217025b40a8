// SPDX-License-Identifier: Apache-2.0
import Machine

/// Ticks and nanoseconds of the machine's virtual time.
struct Clock {
    var ticksPerSecond: UInt64

    private var tick: UInt64 { 1_000_000_000 / ticksPerSecond }

    /// INITIAL_JIFFIES: five minutes before the 32-bit counter wraps.
    private var start: UInt64 { UInt64(UInt32(truncatingIfNeeded: 0 &- 300 &* ticksPerSecond)) }

    init(ticksPerSecond: UInt64) { self.ticksPerSecond = ticksPerSecond }

    func jiffies(at now: UInt64) -> UInt64 { start &+ now / tick }

    /// When jiffies will have that value; at once where it had it already.
    func time(ofJiffies jiffies: UInt64, now: UInt64) -> UInt64 {
        let left = Int64(bitPattern: jiffies &- self.jiffies(at: now))
        return left <= 0 ? now : min((now / tick &+ UInt64(left)).multipliedOrLargest(by: tick), Tasks.endOfTime)
    }

    /// round_jiffies(): down in the first quarter of a second, and not into the past.
    func rounded(_ jiffies: UInt64, now: UInt64, up: Bool) -> UInt64 {
        let rest = jiffies % ticksPerSecond
        let whole = jiffies &- rest
        let result = rest < ticksPerSecond / 4 && !up ? whole : whole &+ ticksPerSecond
        return Int64(bitPattern: result &- now) > 0 ? result : jiffies
    }

    func nanoseconds(ticks: UInt64) -> UInt64 { ticks.multipliedOrLargest(by: tick) }

    func ticks(nanoseconds: UInt64) -> UInt64 { nanoseconds / tick + (nanoseconds.isMultiple(of: tick) ? 0 : 1) }
}

extension KernelCall {
    var clock: Clock {
        get throws(Stop) { try kernel.clock(machine) }
    }

    /// The time that so many ticks from now is; nil for MAX_SCHEDULE_TIMEOUT.
    func deadline(ticks: UInt64) throws(Stop) -> UInt64? {
        if ticks >= UInt64(Int64.max) { return nil }
        return machine.tasks.time(after: try clock.nanoseconds(ticks: ticks))
    }

    /// A step of somebody who waits in a loop: a tick passes, and somebody else goes on. (Without the time a loop like that
    /// could keep those who wait for a time from ever going on.)
    func relax() throws(Stop) { try pass(try clock.nanoseconds(ticks: 1)) }

    /// Time passes, and somebody else goes on.
    func pass(_ nanoseconds: UInt64) throws(Stop) {
        machine.tasks.advance(nanoseconds: nanoseconds)
        try machine.tasks.yield()
        let kernel = try kernel
        if let failure = kernel.failure { throw failure }
        kernel.updateClock(machine)
    }
}

extension Kernel {
    func clock(_ machine: Machine) -> Clock { Clock(ticksPerSecond: options.ticks(machine)) }

    /// Code reads jiffies as a variable.
    func updateClock(_ machine: Machine) {
        if jiffiesAddress == nil { jiffiesAddress = .some(machine.address(of: "jiffies")) }
        if case .some(.some(let address)) = jiffiesAddress {
            try? machine.memory.store(address, size: 8, clock(machine).jiffies(at: machine.tasks.now))
        }
    }
}

extension UInt64 {
    /// The product, or the largest number where it is none.
    func multipliedOrLargest(by other: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
