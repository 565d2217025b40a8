// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// One task: a stack of its own in the machine, and a thread of the host that runs only when it is this task's turn. (A thread is the
/// simplest way for a kernel function written in Swift to stop in the middle and go on later.)
public final class MachineTask {
    public let number: Int
    public let name: String
    let state: UnsafeMutablePointer<TaskState>
    let turn = DispatchSemaphore(value: 0)
    public internal(set) var isFinished = false
    /// Why it ended early.
    public internal(set) var stop: Stop?
    /// What it waits for; nil where it could run.
    var waiting: Waiting?
    var isAbandoned = false
    /// When it last gave its turn away, as a number of turns.
    var lastTurn = 0
    /// A stop that it gets when it goes on.
    var pending: Stop?
    private let slotsMemory: UnsafeMutableRawPointer
    private let slotsSize: Int

    struct Waiting {
        /// "the mutex ‘lock’, held by task 2 (close)"
        var reason: String
        var isOver: () -> Bool
        /// Virtual time in nanoseconds at which it is over anyway.
        var deadline: UInt64?
    }

    init(number: Int, name: String, memory: Memory, program: Program, options: MachineOptions) throws(Stop) {
        self.number = number
        self.name = name
        let limit = options.stackLimit
        slotsSize = limit > 1 << 20 ? 256 << 20 : 8 << 20
        guard number < 64, let slots = Memory.reserve(slotsSize), let bytes = memory.arena.reserve(limit) else {
            throw .unsupported("another task: there are \(number)")
        }
        slotsMemory = slots
        let first = slots.bindMemory(to: UInt64.self, capacity: slotsSize / 8)
        let start = UInt(bitPattern: bytes.address)
        // Entries of the object table for variables; the first task gets what the others leave.
        let all = Address.stackIndices
        let share = 1 << 13
        let end = all.upperBound - (63 - number) * share
        let objects = number == 0 ? all.lowerBound..<end : end - share..<end
        state = .allocate(capacity: 1)
        state.initialize(
            to: TaskState(
                slots: first, slotsEnd: first + slotsSize / 8 - 4096, frame: first, pc: program.code,
                top: first + FrameHeader.words, stackObject: objects.lowerBound, stackObjectEnd: objects.upperBound,
                stackBytes: start, stackBytesStart: start, stackLimit: UInt(limit), budget: options.stepBudget))
    }

    deinit {
        Memory.unreserve(slotsMemory, slotsSize)
        state.deallocate()
    }

    public var description: String { "task \(number) (\(name))" }
}
