// SPDX-License-Identifier: Apache-2.0
import Machine

/// kfifo without records: a ring whose number of elements is a power of two.
enum FIFOFunctions {
    static let all: [KernelFunction] = .table(making, moving)

    private static let making: [KernelFunction] = [
        KernelFunction("__kfifo_alloc", ["i32(ptr, i32, i64, i32)"], canFail: true) { call throws(Stop) in
            let size = UInt64(UInt32(truncatingIfNeeded: try call.value(1)))
            let count: UInt64 = size <= 1 ? size : 1 << UInt64(64 - (size - 1).leadingZeroBitCount)
            let elementSize = try call.value(2)
            try call.setFIFO(mask: 0, elementSize: elementSize, data: 0)
            if count < 2 { return .error(.EINVAL) }
            let data = try call.allocate(count * elementSize, try call.allocationFlags(3))
            if data == 0 { return .error(.ENOMEM) }
            try call.setFIFO(mask: count - 1, elementSize: elementSize, data: data)
            return 0
        },
        KernelFunction("__kfifo_init", ["i32(ptr, ptr, i32, i64)"]) { call throws(Stop) in
            let elementSize = try call.value(3)
            guard elementSize > 0 else { throw .fault(.divisionByZero, "\(call.name)() of elements without a size") }
            let room = UInt64(UInt32(truncatingIfNeeded: try call.value(2))) / elementSize
            let count: UInt64 = room == 0 ? 0 : 1 << UInt64(63 - room.leadingZeroBitCount)
            let isUsable = count >= 2
            try call.setFIFO(mask: isUsable ? count - 1 : 0, elementSize: elementSize, data: try call.value(1))
            return isUsable ? 0 : .error(.EINVAL)
        },
        KernelFunction("__kfifo_free", ["void(ptr)"]) { call throws(Stop) in
            try call.free(try call.fifo("data"), [.heap])
            try call.setFIFO(mask: 0, elementSize: 0, data: 0)
            return 0
        },
    ]

    private static let moving: [KernelFunction] = [
        KernelFunction("__kfifo_in", ["i32(ptr, ptr, i32)"]) { call throws(Stop) in
            let (start, end) = (try call.fifo("in"), try call.fifo("out"))
            let used = (start &- end) & 0xffff_ffff
            let count = min(try call.value(2) & 0xffff_ffff, try call.fifo("mask") + 1 - used)
            let buffer = try call.value(1)
            try call.move(count, from: start) { place, offset, bytes throws(Stop) in
                try call.memory.copy(from: buffer + offset, to: place, count: bytes)
            }
            try call.setFIFO("in", start + count)
            return count
        },
        KernelFunction("__kfifo_out", ["i32(ptr, ptr, i32)"]) { call throws(Stop) in
            let count = try call.peek()
            try call.setFIFO("out", try call.fifo("out") + count)
            return count
        },
        KernelFunction("__kfifo_out_peek", ["i32(ptr, ptr, i32)"]) { call throws(Stop) in try call.peek() },
    ]
}

extension KernelCall {
    fileprivate func fifo(_ member: String) throws(Stop) -> UInt64 {
        guard let value = try machine.field(member, of: "__kfifo", at: try value(0)) else {
            throw .unsupported("\(name)() where struct __kfifo is not known")
        }
        return value
    }

    fileprivate func setFIFO(_ member: String, _ number: UInt64) throws(Stop) {
        try machine.set(member, of: "__kfifo", at: try value(0), number & 0xffff_ffff)
    }

    fileprivate func setFIFO(mask: UInt64, elementSize: UInt64, data: UInt64) throws(Stop) {
        for member in ["in", "out"] { try setFIFO(member, 0) }
        try setFIFO("mask", mask)
        try setFIFO("esize", elementSize)
        try machine.set("data", of: "__kfifo", at: try value(0), data)
    }

    /// What is in the ring, to the buffer; it stays in there.
    fileprivate func peek() throws(Stop) -> UInt64 {
        let start = try fifo("out")
        let count = min(try value(2) & 0xffff_ffff, (try fifo("in") &- start) & 0xffff_ffff)
        let buffer = try value(1)
        try move(count, from: start) { place, offset, bytes throws(Stop) in
            try memory.copy(from: place, to: buffer + offset, count: bytes)
        }
        return count
    }

    /// Elements of the ring from an index on, in one or two stretches: place, offset in the buffer, bytes.
    fileprivate func move(
        _ count: UInt64, from index: UInt64, _ body: (UInt64, UInt64, Int) throws(Stop) -> Void
    ) throws(Stop) {
        let (mask, size, data) = (try fifo("mask"), try fifo("esize"), try fifo("data"))
        let start = (index & mask) * size
        let bytes = count * size
        let first = min(bytes, (mask + 1) * size - start)
        try body(data + start, 0, Int(first))
        try body(data, first, Int(bytes - first))
    }
}
