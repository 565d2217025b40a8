// SPDX-License-Identifier: Apache-2.0

/// What a task needs while it is there: room for its frames and for its variables, and entries of the object table. A
/// task that ends leaves it to a later one.
final class TaskSlot {
    /// The most tasks that can be there at once.
    static let limit = 64

    let number: Int
    let frames: UnsafeMutablePointer<UInt64>
    let frameWords: Int
    let bytes: UInt
    let objects: Range<Int>
    private let size: Int

    init(number: Int, memory: Memory, options: MachineOptions) throws(Stop) {
        size = options.stackLimit > 1 << 20 ? 256 << 20 : 8 << 20
        guard number < TaskSlot.limit, let frames = Memory.reserve(size),
            let bytes = memory.arena.reserve(options.stackLimit)
        else {
            throw .unsupported("another task: there are \(number)")
        }
        self.number = number
        frameWords = size / 8
        self.frames = frames.bindMemory(to: UInt64.self, capacity: size / 8)
        self.bytes = UInt(bitPattern: bytes.address)
        // The first task gets what the others leave.
        let all = Address.stackIndices
        let share = 1 << 13
        let end = all.upperBound - (TaskSlot.limit - 1 - number) * share
        objects = number == 0 ? all.lowerBound..<end : end - share..<end
    }

    deinit { Memory.unreserve(frames, size) }
}
