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
    /// What it has locked: a number of the access log.
    var lockset: Int32 = 0
    /// A stop that it gets when it goes on.
    var pending: Stop?
    /// Where its stack is; nil once it has ended.
    private(set) var slot: TaskSlot?

    struct Waiting {
        /// "the mutex ‘lock’, held by task 2 (close)"
        var reason: String
        var isOver: () -> Bool
        /// Virtual time in nanoseconds at which it is over anyway.
        var deadline: UInt64?
    }

    /// Numbers are never used again, slots are.
    init(number: Int, name: String, slot: TaskSlot, program: Program, options: MachineOptions) {
        self.number = number
        self.name = name
        self.slot = slot
        let first = slot.frames
        state = .allocate(capacity: 1)
        state.initialize(
            to: TaskState(
                slots: first, slotsEnd: first + slot.frameWords - 4096, frame: first, pc: program.code,
                top: first + FrameHeader.words, stackObject: slot.objects.lowerBound,
                stackObjectEnd: slot.objects.upperBound, stackBytes: slot.bytes, stackBytesStart: slot.bytes,
                stackLimit: UInt(options.stackLimit), budget: options.stepBudget))
    }

    /// The task has ended: nothing of its stack is used any more.
    func leaveSlot(_ memory: Memory) -> TaskSlot? {
        guard let slot else { return nil }
        // One that ended in the middle left variables.
        for index in slot.objects.lowerBound..<state.pointee.stackObject where memory.table[index].state != .returned {
            memory.table[index].close()
            memory.table[index].state = .returned
        }
        state.pointee.frame = state.pointee.slots
        self.slot = nil
        return slot
    }

    deinit { state.deallocate() }

    /// What it waits for.
    public var waitReason: String? { waiting?.reason }

    public var description: String { "task \(number) (\(name))" }
}
