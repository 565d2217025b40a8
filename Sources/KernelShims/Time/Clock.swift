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
        return left <= 0 ? now : (now / tick + UInt64(left)) * tick
    }

    func nanoseconds(ticks: UInt64) -> UInt64 { ticks.multipliedReportingOverflow(by: tick).partialValue }

    func ticks(nanoseconds: UInt64) -> UInt64 { (nanoseconds + tick - 1) / tick }
}

extension KernelCall {
    var clock: Clock {
        get throws(Stop) { try kernel.clock(machine) }
    }

    /// The time that so many ticks from now is; nil for MAX_SCHEDULE_TIMEOUT.
    func deadline(ticks: UInt64) throws(Stop) -> UInt64? {
        if ticks >= UInt64(Int64.max) { return nil }
        return machine.tasks.now + (try clock.nanoseconds(ticks: min(ticks, 1 << 40)))
    }

    /// A step of somebody who waits in a loop: a tick passes, and somebody else may go on.
    func relax() throws(Stop) {
        machine.tasks.advance(nanoseconds: try clock.nanoseconds(ticks: 1))
        try kernel.updateClock(machine)
        try machine.tasks.preempt()
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
