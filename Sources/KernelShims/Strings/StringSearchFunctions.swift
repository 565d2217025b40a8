// SPDX-License-Identifier: Apache-2.0
import Machine

/// Searches in strings, and what takes strings apart.
enum StringSearchFunctions {
    static let all: [KernelFunction] = .table(characters, substrings, sets, splitting, prefixes)

    private static let characters: [KernelFunction] = [
        KernelFunction("strchr", ["ptr(ptr, i32)"]) { call throws(Stop) in
            let (text, wanted) = (try call.text(0), UInt8(truncatingIfNeeded: try call.value(1)))
            // The terminator can be searched for, too.
            let place = wanted == 0 ? text.count : text.firstIndex(of: wanted)
            return try call.place(place)
        },
        KernelFunction("strrchr", ["ptr(ptr, i32)"]) { call throws(Stop) in
            let (text, wanted) = (try call.text(0), UInt8(truncatingIfNeeded: try call.value(1)))
            return try call.place(wanted == 0 ? text.count : text.lastIndex(of: wanted))
        },
        KernelFunction("strchrnul", ["ptr(ptr, i32)"]) { call throws(Stop) in
            let (text, wanted) = (try call.text(0), UInt8(truncatingIfNeeded: try call.value(1)))
            return try call.place(text.firstIndex(of: wanted) ?? text.count)
        },
        KernelFunction("strnchr", ["ptr(ptr, i64, i32)"]) { call throws(Stop) in
            let limit = try call.limit(1)
            let text = try call.memory.cString(at: try call.value(0), limit: limit)
            let wanted = UInt8(truncatingIfNeeded: try call.value(2))
            if wanted == 0 { return try call.place(text.count < limit ? text.count : nil) }
            return try call.place(text.firstIndex(of: wanted))
        },
    ]

    private static let substrings: [KernelFunction] = [
        KernelFunction("strstr", ["ptr(ptr, ptr)"]) { call throws(Stop) in
            try call.place(Self.find(try call.text(1), in: try call.text(0)))
        },
        KernelFunction("strnstr", ["ptr(ptr, ptr, i64)"]) { call throws(Stop) in
            let text = try call.memory.cString(at: try call.value(0), limit: try call.limit(2))
            return try call.place(Self.find(try call.text(1), in: text))
        },
    ]

    private static let sets: [KernelFunction] = [
        KernelFunction("strspn", ["i64(ptr, ptr)"]) { call throws(Stop) in
            let set = Set(try call.text(1))
            return UInt64(try call.text(0).prefix { set.contains($0) }.count)
        },
        KernelFunction("strcspn", ["i64(ptr, ptr)"]) { call throws(Stop) in
            let set = Set(try call.text(1))
            return UInt64(try call.text(0).prefix { !set.contains($0) }.count)
        },
        KernelFunction("strpbrk", ["ptr(ptr, ptr)"]) { call throws(Stop) in
            let set = Set(try call.text(1))
            return try call.place(try call.text(0).firstIndex { set.contains($0) })
        },
    ]

    private static let prefixes: [KernelFunction] = [
        KernelFunction("str_has_prefix", ["i64(ptr, ptr)"]) { call throws(Stop) in
            let prefix = try call.text(1)
            let text = try call.memory.cString(at: try call.value(0), limit: prefix.count)
            return text == prefix ? UInt64(prefix.count) : 0
        }
    ]

    private static let splitting: [KernelFunction] = [
        KernelFunction("strsep", ["ptr(ptr, ptr)"]) { call throws(Stop) in
            let variable = try call.value(0)
            let start = try call.memory.load(variable, size: 8)
            if start == 0 { return 0 }
            let set = Set(try call.text(1))
            let text = try call.memory.cString(at: start)
            if let end = text.firstIndex(where: { set.contains($0) }) {
                try call.memory.store(start &+ UInt64(end), size: 1, 0)
                try call.memory.store(variable, size: 8, start &+ UInt64(end) + 1)
            } else {
                try call.memory.store(variable, size: 8, 0)
            }
            return start
        },
        KernelFunction("skip_spaces", ["ptr(ptr)"]) { call throws(Stop) in
            try call.place(try call.text(0).prefix { $0.isKernelSpace }.count)
        },
        KernelFunction("strim", ["ptr(ptr)"]) { call throws(Stop) in
            let text = try call.text(0)
            if text.isEmpty { return try call.value(0) }
            let end = text.lastIndex { !$0.isKernelSpace }.map { $0 + 1 } ?? 0
            if end < text.count { try call.memory.store(try call.value(0) &+ UInt64(end), size: 1, 0) }
            return try call.place(text[..<end].prefix { $0.isKernelSpace }.count)
        },
        KernelFunction("strreplace", ["ptr(ptr, i8, i8)"]) { call throws(Stop) in
            let text = try call.text(0)
            let (old, new) = (UInt8(truncatingIfNeeded: try call.value(1)), try call.value(2))
            for (index, byte) in text.enumerated() where byte == old {
                try call.memory.store(try call.value(0) &+ UInt64(index), size: 1, new)
            }
            return try call.place(text.count)
        },
    ]

    /// Where a text first occurs in another.
    static func find(_ wanted: [UInt8], in text: [UInt8]) -> Int? {
        if wanted.isEmpty { return 0 }
        if wanted.count > text.count { return nil }
        return (0...text.count - wanted.count).first { text[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }
}

extension KernelCall {
    fileprivate func text(_ index: Int) throws(Stop) -> [UInt8] { try memory.cString(at: try value(index)) }

    /// An offset in the first argument as an address; nil as NULL.
    fileprivate func place(_ offset: Int?) throws(Stop) -> UInt64 {
        guard let offset else { return 0 }
        return try value(0) &+ UInt64(offset)
    }
}
