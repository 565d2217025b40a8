// SPDX-License-Identifier: Apache-2.0
import Machine

/// snprintf() and its sisters.
enum SprintfFunctions {
    static let all: [KernelFunction] = .table(bounded, unbounded, sysfs)

    private static let bounded: [KernelFunction] = [
        KernelFunction("snprintf", ["i32(ptr, i64, ptr, ...)"]) { call throws(Stop) in
            try call.put(TextBuffer.snprintf(try call.formatted(2), size: try call.value(1)))
        },
        KernelFunction("vsnprintf", ["i32(ptr, i64, ptr, ptr)"]) { call throws(Stop) in
            try call.put(TextBuffer.snprintf(try call.formatted(2, list: 3), size: try call.value(1)))
        },
        KernelFunction("scnprintf", ["i32(ptr, i64, ptr, ...)"]) { call throws(Stop) in
            try call.put(TextBuffer.scnprintf(try call.formatted(2), size: try call.value(1)))
        },
        KernelFunction("vscnprintf", ["i32(ptr, i64, ptr, ptr)"]) { call throws(Stop) in
            try call.put(TextBuffer.scnprintf(try call.formatted(2, list: 3), size: try call.value(1)))
        },
    ]

    private static let unbounded: [KernelFunction] = [
        KernelFunction("sprintf", ["i32(ptr, ptr, ...)"]) { call throws(Stop) in
            try call.put(TextBuffer.sprintf(try call.formatted(1)))
        },
        KernelFunction("vsprintf", ["i32(ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.put(TextBuffer.sprintf(try call.formatted(1, list: 2)))
        },
    ]

    private static let sysfs: [KernelFunction] = [
        KernelFunction("sysfs_emit", ["i32(ptr, ptr, ...)"]) { call throws(Stop) in
            let pageSize = try call.kernel.options.pageSize
            let text = try call.formatted(1)
            return try call.put(TextBuffer.sysfsEmit(text, buffer: try call.value(0), pageSize: pageSize))
        },
        KernelFunction("sysfs_emit_at", ["i32(ptr, i32, ptr, ...)"]) { call throws(Stop) in
            let pageSize = try call.kernel.options.pageSize
            let at = Int32(try call.int(1))
            let text = try call.formatted(2)
            let buffer = TextBuffer.sysfsEmit(text, buffer: try call.value(0), at: at, pageSize: pageSize)
            return try call.put(buffer, at: Int(at))
        },
    ]
}

extension KernelCall {
    /// Writes to the buffer that is the first argument and gives what the function returns.
    fileprivate func put(_ buffer: TextBuffer, at offset: Int = 0) throws(Stop) -> UInt64 {
        switch buffer.warning {
        case .sizeTooLarge: warn("the size is larger than INT_MAX")
        case .notAPage: warn("the buffer does not start a page, or the offset is not in it")
        case nil: try memory.write(buffer.bytes, at: try value(0) &+ UInt64(truncatingIfNeeded: offset))
        }
        return .int(buffer.result)
    }
}
