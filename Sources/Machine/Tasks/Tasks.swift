// SPDX-License-Identifier: Apache-2.0
import Foundation

/// All tasks of a run. Exactly one runs at a time; who is next is decided here, by a schedule that can be replayed.
public final class Tasks {
    public private(set) var current: MachineTask
    public private(set) var all: [MachineTask]
    /// Choices where more than one task could go on, as positions in the list of those that can: taken from here while there are some;
    /// after that whoever runs goes on.
    public var schedule: [Int] = []
    /// The choices made so far.
    public private(set) var choices: [Int] = []
    /// How many could go on at each of these points.
    public private(set) var alternatives: [Int] = []
    /// Virtual time in nanoseconds; moves when everybody waits and somebody only for time.
    public private(set) var now: UInt64 = 1_000_000_000
    /// Nil outside of races.
    public private(set) var race: TaskRace?
    /// The same as a word that costs nothing to look at.
    private(set) var isRacing = false
    /// The last race, also one that a fault ended.
    public private(set) var lastRace: TaskRace?
    /// Where a task stands.
    private var place: ((MachineTask) -> StackFrame?)?
    private var abandoner: MachineTask?
    /// How often the turn went from one task to another.
    private var turns = 0
    /// Slots that were in use, and those of them that are free.
    private var slotCount = 1
    private var freeSlots: [TaskSlot] = []

    init(first: MachineTask) {
        current = first
        all = [first]
    }

    /// Lets time pass for whoever runs.
    public func advance(nanoseconds: UInt64) { now = time(after: nanoseconds) }

    /// A time from now on. It ends some centuries after the start.
    public func time(after nanoseconds: UInt64) -> UInt64 {
        let (time, overflow) = now.addingReportingOverflow(nanoseconds)
        return overflow ? Tasks.endOfTime : min(time, Tasks.endOfTime)
    }

    public static let endOfTime: UInt64 = .max / 2

    // MARK: Starting and ending

    /// Makes a task that runs `body` when its turn comes.
    @discardableResult
    public func start(_ name: String, in machine: Machine, _ body: @escaping () throws(Stop) -> Void) throws(Stop)
        -> MachineTask
    {
        let task = MachineTask(
            number: all.count, name: name, slot: try takeSlot(machine), program: machine.program,
            options: machine.options)
        all.append(task)
        let job = Job(task: task, tasks: self, memory: machine.memory, body: body)
        let thread = Thread { job.run() }
        thread.stackSize = 8 << 20
        thread.start()
        return task
    }

    private func takeSlot(_ machine: Machine) throws(Stop) -> TaskSlot {
        if let free = freeSlots.popLast() { return free }
        let slot = try TaskSlot(number: slotCount, memory: machine.memory, options: machine.options)
        slotCount += 1
        return slot
    }

    /// Waits until a task has ended.
    public func join(_ task: MachineTask, in machine: Machine) throws(Stop) {
        try wait(for: "the end of \(task.description)", in: machine) { task.isFinished }
    }

    fileprivate func finish(_ task: MachineTask, _ memory: Memory) {
        task.isFinished = true
        if let slot = task.leaveSlot(memory) { freeSlots.append(slot) }
        let next: MachineTask
        if let abandoner {
            next = abandoner
        } else if case let able = candidates(), !able.isEmpty {
            next = isRacing ? able[choose(among: able, canGoOn: false)] : able[0]
        } else {
            // Nobody can go on: the first task is told.
            next = all[0]
            next.pending = deadlock()
        }
        current = next
        next.turn.signal()
    }

    /// Ends all other tasks where they stand. Afterwards only the present one is left.
    public func abandonOthers() {
        let own = current
        abandoner = own
        for task in all where task !== own && !task.isFinished {
            task.isAbandoned = true
            current = task
            task.turn.signal()
            own.turn.wait()
        }
        abandoner = nil
        current = own
    }

    // MARK: Races

    /// Lets all other tasks run beside each other until each of them has ended or waits for what they do not bring about.
    /// Time passes only where one waits for a short while.
    /// - Returns: the race with its choices.
    public func run(_ race: TaskRace, in machine: Machine) throws(Stop) -> TaskRace {
        let own = current
        let end = time(after: Tasks.shortWhile)
        self.race = race
        isRacing = true
        place = { [unowned machine] in machine.stack(of: $0).first }
        defer {
            lastRace = self.race
            place = nil
            self.race = nil
            isRacing = false
        }
        try wait(for: "the end of a race", in: machine) { [unowned self] in
            !all.contains { task in
                guard task !== own, !task.isFinished else { return false }
                return canRun(task) || task.waiting?.deadline.map { $0 <= end } ?? false
            }
        }
        return self.race ?? race
    }

    /// Sleeps of drivers are shorter, waits with a time for giving up are longer.
    private static let shortWhile: UInt64 = 1_000_000_000

    /// In a race, a point at which another task may go on.
    @inline(__always)
    func preemptInRace() throws(Stop) {
        if isRacing { try hand() }
    }

    // MARK: Waiting

    /// A point at which another task may go on, as the schedule says.
    public func preempt() throws(Stop) {
        if all.count > 1 { try hand() }
    }

    /// The present task passes its turn on, to whoever has waited longest for one; it goes on itself where nobody else can.
    public func yield() throws(Stop) {
        if all.count > 1 { try hand(passing: true) }
    }

    /// Lets all other tasks go on until each of them has ended or waits for what is not there yet. Time does not pass: a
    /// wait that only its time would end goes on.
    public func settle(in machine: Machine) throws(Stop) {
        while all.contains(where: { $0 !== current && canRun($0) }) { try yield() }
    }

    /// Blocks the present task until `isOver`, or until a time.
    /// - Throws: the fault *deadlock* where that cannot happen any more; `Stop.abandoned` where the run is given up.
    /// - Returns: false where the time is what ended it.
    @discardableResult
    public func wait(
        for reason: @autoclosure () -> String, in machine: Machine, until deadline: UInt64? = nil,
        _ isOver: @escaping () -> Bool
    ) throws(Stop) -> Bool {
        let task = current
        while true {
            if isOver() { return true }
            if let deadline, now >= deadline { return false }
            task.waiting = .init(reason: reason(), isOver: isOver, deadline: deadline)
            defer { task.waiting = nil }
            try hand()
        }
    }

    private func canRun(_ task: MachineTask) -> Bool {
        guard !task.isFinished else { return false }
        guard let waiting = task.waiting else { return true }
        return waiting.isOver() || waiting.deadline.map { now >= $0 } ?? false
    }

    /// Those that can go on, the present task first.
    private func candidates() -> [MachineTask] {
        for _ in 0..<2 {
            let able = all.filter { canRun($0) }
            if !able.isEmpty { return able.filter { $0 === current } + able.filter { $0 !== current } }
            // Everybody waits: time passes.
            guard let next = all.compactMap({ $0.isFinished ? nil : $0.waiting?.deadline }).min() else { break }
            now = max(now, next)
        }
        return []
    }

    private func hand(passing: Bool = false) throws(Stop) {
        let own = current
        if own.isAbandoned { throw .abandoned }
        var able = candidates()
        if passing {
            able.sort { ($0.lastTurn, $0.number) < ($1.lastTurn, $1.number) }
            able = able.filter { $0 !== own } + able.filter { $0 === own }
        }
        guard !able.isEmpty else { throw deadlock() }
        let next = able[choose(among: able, canGoOn: able[0] === own)]
        if next !== own {
            turns += 1
            own.lastTurn = turns
            current = next
            next.turn.signal()
            own.turn.wait()
            if own.isAbandoned { throw .abandoned }
            if let pending = own.pending {
                own.pending = nil
                throw pending
            }
        }
    }

    private func choose(among able: [MachineTask], canGoOn: Bool) -> Int {
        guard able.count > 1 else { return 0 }
        if isRacing {
            let choice = race?.choose(among: able.count, canGoOn: canGoOn) ?? 0
            if canGoOn, choice != 0 { race?.preemptions.append(place?(able[0])) }
            return choice
        }
        var choice = 0
        if choices.count < schedule.count { choice = min(max(0, schedule[choices.count]), able.count - 1) }
        choices.append(choice)
        alternatives.append(able.count)
        return choice
    }

    private func deadlock() -> Stop {
        let waiting = all.filter { !$0.isFinished }.compactMap { task in
            task.waiting.map { "\(task.description) waits for \($0.reason)" }
        }
        return .fault(.deadlock, waiting.joined(separator: "; "))
    }
}

/// What a thread does when its task's turn comes. Handed to another thread, which is sound here because only the thread whose turn it is
/// touches anything of the run.
private final class Job: @unchecked Sendable {
    private let task: MachineTask
    private let tasks: Tasks
    /// Not kept alive by a task that waits for ever.
    private unowned(unsafe) let memory: Memory
    private let body: () throws(Stop) -> Void

    init(task: MachineTask, tasks: Tasks, memory: Memory, body: @escaping () throws(Stop) -> Void) {
        self.task = task
        self.tasks = tasks
        self.memory = memory
        self.body = body
    }

    func run() {
        task.turn.wait()
        if !task.isAbandoned {
            do throws(Stop) { try body() } catch { task.stop = error }
        }
        tasks.finish(task, memory)
    }
}
