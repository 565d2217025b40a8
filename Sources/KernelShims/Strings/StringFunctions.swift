// SPDX-License-Identifier: Apache-2.0
import Machine

/// Lengths and comparisons of strings.
enum StringFunctions {
    static let all: [KernelFunction] = .table(lengths, comparisons, lists)

    private static let lengths: [KernelFunction] = [
        KernelFunction("strlen", ["i64(ptr)"]) { call throws(Stop) in
            UInt64(try call.memory.cString(at: try call.value(0)).count)
        },
        KernelFunction("strnlen", ["i64(ptr, i64)"]) { call throws(Stop) in
            UInt64(try call.memory.cString(at: try call.value(0), limit: try call.limit(1)).count)
        },
    ]

    private static let comparisons: [KernelFunction] = [
        KernelFunction("strcmp", ["i32(ptr, ptr)"]) { call throws(Stop) in
            try call.compare(limit: .max) { $0 }
        },
        KernelFunction("strncmp", ["i32(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.compare(limit: try call.limit(2)) { $0 }
        },
        KernelFunction("strcasecmp", ["i32(ptr, ptr)"]) { call throws(Stop) in
            try call.compare(limit: .max) { $0.lowercased }
        },
        KernelFunction("strncasecmp", ["i32(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.compare(limit: try call.limit(2)) { $0.lowercased }
        },
        KernelFunction("sysfs_streq", ["i1(ptr, ptr)"]) { call throws(Stop) in
            let left = try call.memory.cString(at: try call.value(0))
            let right = try call.memory.cString(at: try call.value(1))
            return .bool(Self.withoutNewline(left) == Self.withoutNewline(right))
        },
        KernelFunction("strstarts", ["i1(ptr, ptr)"]) { call throws(Stop) in
            let prefix = try call.memory.cString(at: try call.value(1))
            let text = try call.memory.cString(at: try call.value(0), limit: prefix.count)
            return .bool(text == prefix)
        },
    ]

    /// Arrays of strings; they end with their count or at a NULL.
    private static let lists: [KernelFunction] = [
        KernelFunction("match_string", ["i32(ptr, i64, ptr)"]) { call throws(Stop) in
            try call.match { $0 == $1 }
        },
        KernelFunction("__sysfs_match_string", ["i32(ptr, i64, ptr)"]) { call throws(Stop) in
            try call.match { withoutNewline($0) == withoutNewline($1) }
        },
    ]

    private static func withoutNewline(_ text: [UInt8]) -> ArraySlice<UInt8> {
        text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...]
    }
}

extension UInt8 {
    fileprivate var lowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}

extension KernelCall {
    /// A count of which only the lower part can matter.
    func limit(_ index: Int) throws(Stop) -> Int { Int(clamping: try value(index)) }

    /// Reads both strings up to the first difference and no further.
    fileprivate func compare(limit: Int, _ folded: (UInt8) -> UInt8) throws(Stop) -> UInt64 {
        let (left, right) = (try value(0), try value(1))
        var offset = 0
        while offset < limit {
            let a = folded(UInt8(truncatingIfNeeded: try memory.load(left &+ UInt64(offset), size: 1)))
            let b = folded(UInt8(truncatingIfNeeded: try memory.load(right &+ UInt64(offset), size: 1)))
            if a != b { return .int(a < b ? -1 : 1) }
            if a == 0 { break }
            offset += 1
        }
        return 0
    }

    fileprivate func match(_ equal: ([UInt8], [UInt8]) -> Bool) throws(Stop) -> UInt64 {
        let (array, count) = (try value(0), try limit(1))
        let wanted = try memory.cString(at: try value(2))
        var index = 0
        while index < count {
            let item = try memory.load(array &+ UInt64(8 * index), size: 8)
            if item == 0 { break }
            if equal(try memory.cString(at: item), wanted) { return .int(index) }
            index += 1
        }
        return .error(.EINVAL)
    }
}
