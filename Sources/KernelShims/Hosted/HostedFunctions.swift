// SPDX-License-Identifier: Apache-2.0
import Machine

/// The little of a C library that whole programs with a `main()` need to be compared with the compiler's.
public enum HostedFunctions {
    public static let all: [KernelFunction] = output + memory + text

    private static let output: [KernelFunction] = [
        KernelFunction("printf", ["i32(ptr, ...)"]) { call throws(Stop) in
            let text = try call.formatted(0)
            call.machine.record(.output(text))
            return UInt64(text.count)
        },
        KernelFunction("vprintf", ["i32(ptr, ptr)"]) { call throws(Stop) in
            let text = try call.formatted(0, list: 1)
            call.machine.record(.output(text))
            return UInt64(text.count)
        },
        KernelFunction("puts", ["i32(ptr)"]) { call throws(Stop) in
            call.machine.record(.output(try call.memory.cString(at: try call.value(0)) + [10]))
            return 1
        },
        KernelFunction("putchar", ["i32(i32)"]) { call throws(Stop) in
            let byte = UInt8(truncatingIfNeeded: try call.value(0))
            call.machine.record(.output([byte]))
            return UInt64(byte)
        },
        KernelFunction("snprintf", ["i32(ptr, i64, ptr, ...)"]) { call throws(Stop) in
            let text = try call.formatted(2)
            let size = try call.size(1)
            if size > 0 { try call.memory.write(Array(text.prefix(size - 1)) + [0], at: try call.value(0)) }
            return UInt64(text.count)
        },
        KernelFunction("sprintf", ["i32(ptr, ptr, ...)"]) { call throws(Stop) in
            let text = try call.formatted(1)
            try call.memory.write(text + [0], at: try call.value(0))
            return UInt64(text.count)
        },
        KernelFunction("abort", ["void()"]) { call throws(Stop) in throw .fault(.bug, "abort()") },
        KernelFunction("exit", ["void(i32)"]) { call throws(Stop) in throw .exit(status: Int32(try call.int(0))) },
    ]

    private static let memory: [KernelFunction] = [
        KernelFunction("malloc", ["ptr(i64)"], canFail: true) { call throws(Stop) in
            call.mustFail ? 0 : try call.memory.allocate(try call.size(0), kind: .heap, alignment: 16)
        },
        KernelFunction("calloc", ["ptr(i64, i64)"], canFail: true) { call throws(Stop) in
            let (size, overflow) = try call.value(0).multipliedReportingOverflow(by: try call.value(1))
            // Nobody has so much memory.
            if call.mustFail || overflow || size >= 1 << 47 { return 0 }
            return try call.memory.allocate(Int(size), kind: .heap, alignment: 16, zeroed: true)
        },
        KernelFunction("realloc", ["ptr(ptr, i64)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return 0 }
            let (old, size) = (try call.value(0), try call.size(1))
            let new = try call.memory.allocate(size, kind: .heap, alignment: 16)
            if old != 0 {
                guard let kept = call.memory.size(of: old) else {
                    throw .fault(.invalidFree, "realloc() of \(call.memory.place(old))")
                }
                try call.memory.copy(from: old, to: new, count: min(kept, size))
                try call.memory.release(old, accepting: [.heap], by: "realloc")
            }
            return new
        },
        KernelFunction("free", ["void(ptr)"]) { call throws(Stop) in
            let address = try call.value(0)
            if address != 0 { try call.memory.release(address, accepting: [.heap], by: "free") }
            return 0
        },
        KernelFunction("memset", ["ptr(ptr, i32, i64)"]) { call throws(Stop) in
            try call.memory.fill(
                try call.value(0), count: try call.size(2), with: UInt8(truncatingIfNeeded: try call.value(1)))
            return try call.value(0)
        },
        KernelFunction("memcpy", ["ptr(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.memory.copy(from: try call.value(1), to: try call.value(0), count: try call.size(2))
            return try call.value(0)
        },
        KernelFunction("memmove", ["ptr(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.memory.copy(from: try call.value(1), to: try call.value(0), count: try call.size(2))
            return try call.value(0)
        },
    ]

    private static let text: [KernelFunction] = [
        KernelFunction("strlen", ["i64(ptr)"]) { call throws(Stop) in
            UInt64(try call.memory.cString(at: try call.value(0)).count)
        },
        KernelFunction("strcmp", ["i32(ptr, ptr)"]) { call throws(Stop) in
            let (a, b) = (
                try call.memory.cString(at: try call.value(0)), try call.memory.cString(at: try call.value(1))
            )
            let order = a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
            return UInt64(UInt32(bitPattern: Int32(order)))
        },
        KernelFunction("memcmp", ["i32(ptr, ptr, i64)"]) { call throws(Stop) in
            let count = try call.size(2)
            let a = try call.memory.bytes(at: try call.value(0), count: count)
            let b = try call.memory.bytes(at: try call.value(1), count: count)
            let order = a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
            return UInt64(UInt32(bitPattern: Int32(order)))
        },
    ]

    /// What a hosted program is linked with: these, and the kernel's string functions, which are the library's.
    public static var interface: KernelInterface {
        var interface = KernelFunctions.interface
        interface.add(all)
        return interface
    }
}
