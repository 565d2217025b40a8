// SPDX-License-Identifier: Apache-2.0
import Machine

/// kmemdup(), kstrdup() and the like.
enum DuplicateFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("kmemdup", ["ptr(ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            let size = try call.value(1)
            let copy = try call.allocate(size, try call.allocationFlags(2))
            // What is undefined in the source is so in the copy.
            if copy != 0 { try call.memory.copy(from: try call.value(0), to: copy, count: Int(size)) }
            return copy
        },
        KernelFunction("kmemdup_nul", ["ptr(ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            let source = try call.value(0)
            let size = try call.size(1)
            if source == 0 { return 0 }
            let copy = try call.allocate(UInt64(size) + 1, try call.allocationFlags(2))
            if copy == 0 { return 0 }
            try call.memory.copy(from: source, to: copy, count: size)
            try call.memory.store(copy &+ UInt64(size), size: 1, 0)
            return copy
        },
        KernelFunction("kstrdup", ["ptr(ptr, i32)"], canFail: true) { call throws(Stop) in
            let source = try call.value(0)
            if source == 0 { return 0 }
            return try call.duplicate(try call.memory.cString(at: source) + [0], try call.allocationFlags(1))
        },
        KernelFunction("kstrdup_const", ["ptr(ptr, i32)"], canFail: true) { call throws(Stop) in
            let source = try call.value(0)
            if source == 0 || call.memory.object(at: source)?.kind == .constant { return source }
            return try call.duplicate(try call.memory.cString(at: source) + [0], try call.allocationFlags(1))
        },
        KernelFunction("kstrndup", ["ptr(ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            let source = try call.value(0)
            if source == 0 { return 0 }
            let text = try call.memory.cString(at: source, limit: try call.size(1))
            return try call.duplicate(text + [0], try call.allocationFlags(2))
        },
        KernelFunction("kasprintf", ["ptr(i32, ptr, ...)"], canFail: true) { call throws(Stop) in
            try call.duplicate(try call.formatted(1) + [0], try call.allocationFlags(0))
        },
        KernelFunction("kvasprintf", ["ptr(i32, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.duplicate(try call.formatted(1, list: 2) + [0], try call.allocationFlags(0))
        },
    ]
}
