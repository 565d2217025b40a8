// SPDX-License-Identifier: Apache-2.0
import Machine

/// Numbers as text: kstrtoint(), simple_strtoul(), hex2bin().
enum NumberTextFunctions {
    static let all: [KernelFunction] = .table(integers, boolean, loose, hexadecimal)

    private static let integers: [KernelFunction] = [
        integer(["kstrtou8"], UInt8.self), integer(["kstrtos8"], Int8.self), integer(["kstrtou16"], UInt16.self),
        integer(["kstrtos16"], Int16.self), integer(["kstrtouint", "kstrtou32"], UInt32.self),
        integer(["kstrtoint", "kstrtos32"], Int32.self),
        integer(["kstrtoul", "_kstrtoul", "kstrtoull", "kstrtou64"], UInt64.self),
        integer(["kstrtol", "_kstrtol", "kstrtoll", "kstrtos64"], Int64.self),
    ].flatMap { $0 }

    private static func integer<Value: FixedWidthInteger & SendableMetatype>(
        _ names: [String], _ type: Value.Type
    ) -> [KernelFunction] {
        .table(
            KernelFunction.named(names, ["i32(ptr, i32, ptr)"]) { call throws(Stop) in
                try call.parse(Value.self, base: 1, result: 2, characterAt: call.reader(0))
            },
            // Of the user's text it looks at so much as a number can have and no more.
            KernelFunction.named(names.map { "\($0)_from_user" }, ["i32(ptr, i64, i32, ptr)"], canFail: true) {
                call throws(Stop) in
                try call.mayFault()
                let count = min(try call.limit(1), Value.bitWidth + 2)
                guard let text = try call.userBytes(try call.value(0), count) else { return .error(.EFAULT) }
                return try call.parse(Value.self, base: 2, result: 3) { index throws(Stop) in
                    index < text.count ? text[index] : 0
                }
            })
    }

    private static let boolean: [KernelFunction] = .table(
        KernelFunction.named(["kstrtobool", "strtobool"], ["i32(ptr, ptr)"]) { call throws(Stop) in
            if try call.value(0) == 0 { return .error(.EINVAL) }
            return try call.parseBool(result: 1, characterAt: call.reader(0))
        },
        [
            KernelFunction("kstrtobool_from_user", ["i32(ptr, i64, ptr)"], canFail: true) { call throws(Stop) in
                try call.mayFault()
                let count = min(try call.limit(1), 3)
                guard let text = try call.userBytes(try call.value(0), count) else { return .error(.EFAULT) }
                return try call.parseBool(result: 2) { index throws(Stop) in index < text.count ? text[index] : 0 }
            }
        ])

    private static let loose: [KernelFunction] = .table(
        KernelFunction.named(["simple_strtoul", "simple_strtoull"], ["i64(ptr, ptr, i32)"]) { call throws(Stop) in
            let base = try call.int(2)
            return try call.finish(try LooseNumber.unsigned(base: base, characterAt: call.reader(0)))
        },
        KernelFunction.named(["simple_strtol", "simple_strtoll"], ["i64(ptr, ptr, i32)"]) { call throws(Stop) in
            let base = try call.int(2)
            return try call.finish(try LooseNumber.signed(base: base, characterAt: call.reader(0)))
        })

    private static let hexadecimal: [KernelFunction] = [
        KernelFunction("hex_to_bin", ["i32(i8)"]) { call throws(Stop) in
            let digit = UInt8(truncatingIfNeeded: try call.value(0)).hexDigitValue
            return digit.map { .int($0) } ?? .int(-1)
        },
        KernelFunction("hex2bin", ["i32(ptr, ptr, i64)"]) { call throws(Stop) in
            let decoded = try HexText.decode(count: try call.size(2), characterAt: call.reader(1))
            try call.memory.write(decoded.bytes, at: try call.value(0))
            return decoded.isComplete ? 0 : .error(.EINVAL)
        },
        KernelFunction("bin2hex", ["ptr(ptr, ptr, i64)"]) { call throws(Stop) in
            let text = HexText.encode(try call.memory.bytes(at: try call.value(1), count: try call.size(2)))
            try call.memory.write(text, at: try call.value(0))
            return try call.value(0) &+ UInt64(text.count)
        },
    ]
}

extension KernelCall {
    /// Reads the characters of a string in the memory, one at a time.
    func reader(_ index: Int) throws(Stop) -> (Int) throws(Stop) -> UInt8 {
        let address = try value(index)
        let memory = memory
        return { offset throws(Stop) in
            UInt8(truncatingIfNeeded: try memory.load(address &+ UInt64(offset), size: 1))
        }
    }

    fileprivate func parse<Value: FixedWidthInteger>(
        _ type: Value.Type, base: Int, result: Int, characterAt: (Int) throws(Stop) -> UInt8
    ) throws(Stop) -> UInt64 {
        switch try StrictNumber.parse(as: type, base: try int(base), characterAt: characterAt) {
        case .failure(let errno): return .error(errno)
        case .success(let number):
            try memory.store(try value(result), size: Value.bitWidth / 8, UInt64(truncatingIfNeeded: number))
            return 0
        }
    }

    fileprivate func parseBool(
        result: Int, characterAt: (Int) throws(Stop) -> UInt8
    ) throws(Stop) -> UInt64 {
        switch try StrictNumber.parseBool(characterAt: characterAt) {
        case .failure(let errno): return .error(errno)
        case .success(let flag):
            try memory.store(try value(result), size: 1, flag ? 1 : 0)
            return 0
        }
    }

    fileprivate func finish(_ parsed: LooseNumber.Parsed) throws(Stop) -> UInt64 {
        let end = try value(1)
        if end != 0 { try memory.store(end, size: 8, try value(0) &+ UInt64(parsed.end)) }
        return parsed.value
    }
}
