// SPDX-License-Identifier: Apache-2.0
import Machine

/// copy_to_user(), copy_from_user() and what is built on them.
enum UserCopyFunctions {
    static let all: [KernelFunction] = .table(copying, structs, duplicating, clearing)

    private static let signature: [Signature] = ["i64(ptr, ptr, i64)"]

    private static let copying: [KernelFunction] = .table(
        KernelFunction.named(
            ["copy_to_user", "_copy_to_user", "__copy_to_user", "__copy_to_user_inatomic", "raw_copy_to_user"],
            signature,
            canFail: true
        ) { call throws(Stop) in
            try call.copyToUser(try call.value(0), from: try call.value(1), count: try call.copySize(2))
        },
        KernelFunction.named(
            [
                "copy_from_user", "_copy_from_user", "__copy_from_user", "__copy_from_user_inatomic",
                "raw_copy_from_user",
            ],
            signature, canFail: true
        ) { call throws(Stop) in
            try call.copyFromUser(try call.value(1), to: try call.value(0), count: try call.copySize(2))
        })

    private static let structs: [KernelFunction] = [
        KernelFunction("check_zeroed_user", ["i32(ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.mayFault()
            let bytes = try call.userBytes(try call.value(0), try call.size(1))
            return bytes.map { .bool($0.allSatisfy { $0 == 0 }) } ?? .error(.EFAULT)
        },
        // A struct that has grown: what the user has more of it must be zero, what is missing becomes zero.
        KernelFunction("copy_struct_from_user", ["i32(ptr, i64, ptr, i64)"], canFail: true) { call throws(Stop) in
            let (target, size) = (try call.value(0), try call.copySize(1))
            let (source, given) = (try call.value(2), try call.copySize(3))
            let common = min(size, given)
            try call.mayFault()
            if given > size {
                guard let rest = try call.userBytes(source &+ UInt64(size), given - size) else {
                    return .error(.EFAULT)
                }
                if rest.contains(where: { $0 != 0 }) { return .error(.E2BIG) }
            }
            try call.memory.fill(target &+ UInt64(common), count: size - common, with: 0)
            return try call.copyFromUser(source, to: target, count: common) == 0 ? 0 : .error(.EFAULT)
        },
    ]

    private static let duplicating: [KernelFunction] = [
        KernelFunction("memdup_user", ["ptr(ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.duplicateFromUser(terminated: false, kind: .heap)
        },
        KernelFunction("vmemdup_user", ["ptr(ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.duplicateFromUser(terminated: false, kind: try call.size(1) > 4096 ? .vmalloc : .heap)
        },
        KernelFunction("memdup_user_nul", ["ptr(ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.duplicateFromUser(terminated: true, kind: .heap)
        },
        KernelFunction("strndup_user", ["ptr(ptr, i64)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .errorPointer(.ENOMEM) }
            try call.mayFault()
            let limit = try call.size(1)
            guard let text = try call.userString(try call.value(0), limit: limit) else { return .errorPointer(.EFAULT) }
            if text.count >= limit { return .errorPointer(.EINVAL) }
            return try call.duplicate(text + [0], AllocationFlags(bits: 0xcc0))
        },
        KernelFunction("strncpy_from_user", ["i64(ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.mayFault()
            if call.mustFail { return .longError(.EFAULT) }
            let limit = try call.size(2)
            guard let text = try call.userString(try call.value(1), limit: limit) else { return .longError(.EFAULT) }
            try call.memory.write(text.count < limit ? text + [0] : text, at: try call.value(0))
            return UInt64(text.count)
        },
        KernelFunction("strnlen_user", ["i64(ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.mayFault()
            if call.mustFail { return 0 }
            let limit = try call.size(1)
            guard let text = try call.userString(try call.value(0), limit: limit) else { return 0 }
            return UInt64(text.count + 1)
        },
    ]

    private static let clearing: [KernelFunction] = KernelFunction.named(
        ["clear_user", "__clear_user"], ["i64(ptr, i64)"], canFail: true
    ) { call throws(Stop) in
        try call.mayFault()
        let count = try call.size(1)
        if call.mustFail { return UInt64(count) }
        return UInt64(count - (try call.write([UInt8](repeating: 0, count: count), toUser: try call.value(0))))
    }
}

extension KernelCall {
    /// User memory may have to be fetched, which sleeps.
    func mayFault() throws(Stop) { try mightSleep() }

    /// - Returns: how many bytes were not copied.
    func copyToUser(_ target: UInt64, from source: UInt64, count: Int) throws(Stop) -> UInt64 {
        try mayFault()
        // The kernel's side has to be right whatever the user's is.
        let (bytes, defined) = try bytesForUser(at: source, count: count)
        if mustFail { return UInt64(count) }
        return UInt64(count - (try write(bytes, defined: defined, toUser: target)))
    }

    /// - Returns: how many bytes were not copied; these are zeroed.
    func copyFromUser(_ source: UInt64, to target: UInt64, count: Int) throws(Stop) -> UInt64 {
        try mayFault()
        let bytes = mustFail ? [] : try read(upTo: count, fromUser: source)
        try memory.write(bytes, at: target)
        try memory.fill(target &+ UInt64(bytes.count), count: count - bytes.count, with: 0)
        return UInt64(count - bytes.count)
    }

    fileprivate func duplicateFromUser(terminated: Bool, kind: ObjectKind) throws(Stop) -> UInt64 {
        try mayFault()
        let size = try size(1)
        let copy = try allocate(
            UInt64(size) + (terminated ? 1 : 0), AllocationFlags(bits: 0xcc0), kind: kind,
            limit: kind == .heap ? AllocationLimit.slab : AllocationLimit.vmalloc)
        if copy == 0 { return .errorPointer(.ENOMEM) }
        if try copyFromUser(try value(0), to: copy, count: size) != 0 {
            try memory.release(copy, accepting: [kind], by: name)
            return .errorPointer(.EFAULT)
        }
        if terminated { try memory.store(copy &+ UInt64(size), size: 1, 0) }
        return copy
    }

    /// The characters up to the terminator, at most `limit`; nil where the memory ends before.
    fileprivate func userString(_ address: UInt64, limit: Int) throws(Stop) -> [UInt8]? {
        var text: [UInt8] = []
        while text.count < limit {
            let byte = try read(upTo: 1, fromUser: address &+ UInt64(text.count))
            if byte.isEmpty { return nil }
            if byte == [0] { break }
            text += byte
        }
        return text
    }
}

extension KernelCall {
    /// The size of a copy to or from the user; check_copy_size() warns of one above INT_MAX.
    fileprivate func copySize(_ index: Int) throws(Stop) -> Int {
        let size = try value(index)
        guard size <= 0x7fff_ffff else {
            throw .fault(.badCopySize, "\(name)() of \(Int64(bitPattern: size)) bytes")
        }
        return Int(size)
    }
}
