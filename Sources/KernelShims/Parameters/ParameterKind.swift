// SPDX-License-Identifier: Apache-2.0
import Machine

/// Where a parameter's value lies, and what its messages need.
struct ParameterTarget {
    var kernel: Kernel
    var machine: Machine
    var name: String
    /// The `arg` of the struct kernel_param.
    var argument: UInt64

    /// A line of the kernel's log that says what is wrong.
    func complain(_ text: String) {
        machine.record(.message(level: 3, text: "\(name): \(text)"))
    }
}

/// A type that module_param() takes: how a text becomes the value, and the value a text.
struct ParameterKind: Sendable {
    /// As in `param_ops_NAME`.
    var name: String
    /// The parameter may stand without a value.
    var standsAlone = false
    /// The text is nil where the parameter stands alone.
    var set: @Sendable (ParameterTarget, [UInt8]?) throws(Stop) -> Errno?
    var get: @Sendable (ParameterTarget) throws(Stop) -> [UInt8]

    /// Its value points to a copy of the text.
    var keepsText: Bool { name == "charp" }

    static let all: [ParameterKind] = numbers + ParameterKind.flags + [ParameterKind.text]

    // MARK: Numbers

    private static let numbers: [ParameterKind] = [
        number("byte", UInt8.self), number("short", Int16.self), number("ushort", UInt16.self),
        number("int", Int32.self), number("uint", UInt32.self), number("long", Int64.self),
        number("ulong", UInt64.self), number("ullong", UInt64.self),
        number("hexint", UInt32.self) { value in
            let digits = String(value, radix: 16)
            return value == 0 ? "00000000" : "0x" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        },
    ]

    private static func number<Value: FixedWidthInteger & SendableMetatype>(
        _ name: String, _ type: Value.Type, text: @escaping @Sendable (Value) -> String = { "\($0)" }
    ) -> ParameterKind {
        ParameterKind(
            name: name,
            set: { target, bytes throws(Stop) in
                guard let bytes else { return .EINVAL }
                let parsed = StrictNumber.parse(as: type, base: 0) { $0 < bytes.count ? bytes[$0] : 0 }
                switch parsed {
                case .failure(let errno): return errno
                case .success(let value):
                    try target.machine.memory.store(
                        target.argument, size: Value.bitWidth / 8, UInt64(truncatingIfNeeded: value))
                    return nil
                }
            },
            get: { target throws(Stop) in
                let bits = try target.machine.memory.load(target.argument, size: Value.bitWidth / 8)
                return Array(text(Value(truncatingIfNeeded: bits)).utf8)
            })
    }

    // MARK: Flags

    private static let flags: [ParameterKind] = [
        flag("bool", standsAlone: true), flag("invbool", isInverted: true),
        flag("bool_enable_only", standsAlone: true, isOneWay: true), flagAsNumber,
    ]

    private static func parse(_ bytes: [UInt8]?) -> Result<Bool, Errno> {
        guard let bytes else { return .success(true) }
        return StrictNumber.parseBool { $0 < bytes.count ? bytes[$0] : 0 }
    }

    private static func flag(
        _ name: String, standsAlone: Bool = false, isInverted: Bool = false, isOneWay: Bool = false
    ) -> ParameterKind {
        ParameterKind(
            name: name, standsAlone: standsAlone,
            set: { target, bytes throws(Stop) in
                switch parse(bytes) {
                case .failure(let errno): return errno
                case .success(let value):
                    let memory = target.machine.memory
                    if isOneWay, !value {
                        return try memory.load(target.argument, size: 1) == 0 ? nil : Errno(name: "EROFS")
                    }
                    try memory.store(target.argument, size: 1, value != isInverted ? 1 : 0)
                    return nil
                }
            },
            get: { target throws(Stop) in
                let value = try target.machine.memory.load(target.argument, size: 1) != 0
                return [UInt8(ascii: value != isInverted ? "Y" : "N")]
            })
    }

    /// A bool that is kept as an int.
    private static let flagAsNumber = ParameterKind(
        name: "bint", standsAlone: true,
        set: { target, bytes throws(Stop) in
            switch parse(bytes) {
            case .failure(let errno): return errno
            case .success(let value):
                try target.machine.memory.store(target.argument, size: 4, value ? 1 : 0)
                return nil
            }
        },
        get: { target throws(Stop) in
            let value = try target.machine.memory.load(target.argument, size: 4)
            return Array("\(Int32(truncatingIfNeeded: value))".utf8)
        })

    // MARK: Text

    /// A pointer to a copy that the kernel keeps.
    private static let text = ParameterKind(
        name: "charp",
        set: { target, bytes throws(Stop) in
            guard let bytes else { return .EINVAL }
            if bytes.count > 1024 {
                target.complain("string parameter too long")
                return .ENOSPC
            }
            let memory = target.machine.memory
            let copy = try memory.allocate(bytes.count + 1, kind: .kernel, alignment: 8, name: "parameter")
            try memory.write(bytes + [0], at: copy)
            let old = try memory.load(target.argument, size: 8)
            if target.kernel.parameterTexts.remove(old) != nil {
                try memory.release(old, accepting: [.kernel], by: "param_set_charp")
            }
            target.kernel.parameterTexts.insert(copy)
            try memory.store(target.argument, size: 8, copy)
            return nil
        },
        get: { target throws(Stop) in
            let text = try target.machine.memory.load(target.argument, size: 8)
            return text == 0 ? Array("(null)".utf8) : try target.machine.memory.cString(at: text, limit: 4094)
        })
}
