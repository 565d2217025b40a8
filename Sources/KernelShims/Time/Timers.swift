// SPDX-License-Identifier: Apache-2.0
import Machine

/// Timers that run, by the address of their `struct timer_list` (a list node, the time, the function) or
/// `struct hrtimer`; and tasklets, whose time is always now.
struct Timers {
    enum Kind {
        case timer
        /// Its function says whether it goes on.
        case precise
        case tasklet
    }

    struct Timer {
        var kind = Kind.timer
        var address: UInt64
        var expires: UInt64
        var function: UInt64
        /// Of two that end at once, the first one started goes first.
        var number: Int
    }

    private(set) var running: [UInt64: Timer] = [:]
    /// The one whose function runs now.
    var current: UInt64?
    /// The task that runs them; made when the first one is started.
    var task: MachineTask?
    private var count = 0

    var next: Timer? { running.values.min { ($0.expires, $0.number) < ($1.expires, $1.number) } }

    mutating func start(_ address: UInt64, at expires: UInt64, function: UInt64, _ kind: Kind = .timer) -> Bool {
        count += 1
        let timer = Timer(kind: kind, address: address, expires: expires, function: function, number: count)
        return running.updateValue(timer, forKey: address) != nil
    }

    mutating func stop(_ address: UInt64) -> Bool { running.removeValue(forKey: address) != nil }

    /// Nothing is to be done by then.
    func isQuiet(at now: UInt64) -> Bool { current == nil && (next?.expires ?? .max) > now }

    /// A timer that still runs must not lose its memory.
    func memoryEnds(_ range: Range<UInt64>, _ machine: Machine) throws(Stop) {
        guard let timer = running.keys.filter({ range.contains($0) }).min() else { return }
        let what = running[timer]?.kind == .tasklet ? "tasklet" : "timer"
        throw .fault(
            .freedWhileInUse,
            "the memory of the \(what) ‘\(machine.name(of: timer) ?? "?")’ is freed while the \(what) is started")
    }
}

extension Kernel {
    /// Starts a timer, or moves its end. - Returns: whether it was running.
    func startTimer(
        _ address: UInt64, at expires: UInt64, function: UInt64, _ machine: Machine, _ kind: Timers.Kind = .timer
    ) throws(Stop) -> Bool {
        let wasRunning = timers.start(address, at: expires, function: function, kind)
        if timers.task == nil {
            let task = try startTimerTask(machine)
            timers.task = task
        }
        return wasRunning
    }

    private func startTimerTask(_ machine: Machine) throws(Stop) -> MachineTask {
        try start("timers", machine) { [unowned(unsafe) machine] () throws(Stop) in
            let task = LockTask(machine.tasks.current.number)
            self.locks.setContext(.softirq, of: task)
            while true {
                guard let next = self.timers.next else {
                    try self.block(machine, for: "a timer") { self.timers.next != nil }
                    continue
                }
                if machine.tasks.now < next.expires {
                    try self.block(machine, for: "a timer", until: next.expires) {
                        self.timers.next.map { $0.expires != next.expires } ?? true
                    }
                    continue
                }
                _ = self.timers.stop(next.address)
                self.timers.current = next.address
                self.locks.setContext(next.kind == .precise ? .hardirq : .softirq, of: task)
                switch next.kind {
                case .timer:
                    // Pending no more; a timer whose memory is gone is found by its function.
                    try? machine.memory.store(next.address &+ 8, size: 8, 0)
                    try machine.call(next.function, as: "void(ptr)", [next.address])
                case .precise: try self.runPreciseTimer(next, machine)
                case .tasklet: try self.runTasklet(next, machine)
                }
                self.timers.current = nil
            }
        }
    }
}
