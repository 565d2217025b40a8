// SPDX-License-Identifier: Apache-2.0
import Machine

/// Reads and writes of files that are one buffer.
enum SimpleBufferFunctions {
    static let all: [KernelFunction] = [
        // (to, count, ppos, from, available)
        KernelFunction("simple_read_from_buffer", ["i64(ptr, i64, ptr, ptr, i64)"], canFail: true) {
            call throws(Stop) in
            try call.transfer(count: 1, place: 2, available: 4) { place, count throws(Stop) in
                try call.copyToUser(try call.value(0), from: try call.value(3) &+ place, count: count)
            }
        },
        // (to, available, ppos, from, count)
        KernelFunction("simple_write_to_buffer", ["i64(ptr, i64, ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.transfer(count: 4, place: 2, available: 1) { place, count throws(Stop) in
                try call.copyFromUser(try call.value(3), to: try call.value(0) &+ place, count: count)
            }
        },
    ]
}

extension KernelCall {
    /// - Parameter copy: how many bytes it could not copy.
    fileprivate func transfer(
        count: Int, place: Int, available: Int, _ copy: (UInt64, Int) throws(Stop) -> UInt64
    ) throws(Stop) -> UInt64 {
        let position = Int64(bitPattern: try memory.load(try value(place), size: 8))
        let (size, wanted) = (try self.size(available), try self.size(count))
        if position < 0 { return .longError(.EINVAL) }
        if position >= Int64(size) || wanted == 0 { return 0 }
        let length = min(wanted, size - Int(position))
        let left = Int(try copy(UInt64(position), length))
        if left == length { return .longError(.EFAULT) }
        let done = length - left
        try memory.store(try value(place), size: 8, UInt64(position) + UInt64(done))
        return UInt64(done)
    }
}
