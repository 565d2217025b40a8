// SPDX-License-Identifier: Apache-2.0
import Machine

/// What an operation makes of the counter and its operand.
typealias AtomicOperation = @Sendable (UInt64, UInt64) -> UInt64

/// atomic_t, atomic64_t and atomic_long_t under all names that headers give to their operations. Tasks change places
/// between calls only, so that every operation is in order and in one piece.
enum AtomicFunctions {
    static let all: [KernelFunction] = families.flatMap { functions($0) }

    /// One of the types; `bits` is the width of its counter.
    private struct Family {
        var name: String
        var bits: Int

        var size: Int { bits / 8 }
    }

    private static let families = [
        Family(name: "atomic", bits: 32), Family(name: "atomic64", bits: 64), Family(name: "atomic_long", bits: 64),
    ]

    private static let prefixes = ["", "arch_", "raw_"]
    private static let orders = ["", "_relaxed", "_acquire", "_release"]

    private static let operations: [(name: String, operation: AtomicOperation)] = [
        ("add", { $0 &+ $1 }), ("sub", { $0 &- $1 }), ("and", { $0 & $1 }), ("or", { $0 | $1 }), ("xor", { $0 ^ $1 }),
        ("andnot", { $0 & ~$1 }),
    ]

    private static func names(_ family: Family, _ operation: String, ordered: Bool = true) -> [String] {
        prefixes.flatMap { prefix in
            (ordered ? orders : [""]).map { "\(prefix)\(family.name)_\(operation)\($0)" }
        }
    }

    private static func functions(_ family: Family) -> [KernelFunction] {
        .table(
            access(family), arithmetic(family), testing(family), counting(family), exchanging(family),
            conditional(family))
    }

    // MARK: Reading and writing

    private static func access(_ family: Family) -> [KernelFunction] {
        let (size, bits) = (family.size, family.bits)
        return .table(
            KernelFunction.named(names(family, "read"), [Signature(stringLiteral: "i\(bits)(ptr)")]) {
                call throws(Stop) in
                try call.memory.load(try call.value(0), size: size)
            },
            KernelFunction.named(names(family, "set"), [Signature(stringLiteral: "void(ptr, i\(bits))")]) {
                call throws(Stop) in
                try call.memory.store(try call.value(0), size: size, try call.value(1))
                return 0
            })
    }

    // MARK: Arithmetic; the operand comes first

    private static func arithmetic(_ family: Family) -> [KernelFunction] {
        operations.flatMap { arithmetic(family, $0.name, $0.operation) }
    }

    private static func arithmetic(
        _ family: Family, _ name: String, _ operation: @escaping AtomicOperation
    ) -> [KernelFunction] {
        let (size, bits) = (family.size, family.bits)
        let plain = Signature(stringLiteral: "void(i\(bits), ptr)")
        let giving = Signature(stringLiteral: "i\(bits)(i\(bits), ptr)")
        return .table(
            KernelFunction.named(names(family, name, ordered: false), [plain]) { call throws(Stop) in
                let operand = try call.value(0)
                _ = try call.update(1, size) { operation($0, operand) }
                return 0
            },
            KernelFunction.named(names(family, "fetch_\(name)"), [giving]) { call throws(Stop) in
                let operand = try call.value(0)
                return try call.update(1, size) { operation($0, operand) }.old
            },
            KernelFunction.named(names(family, "\(name)_return"), [giving]) { call throws(Stop) in
                let operand = try call.value(0)
                return try call.update(1, size) { operation($0, operand) }.new
            })
    }

    private static func testing(_ family: Family) -> [KernelFunction] {
        let (size, bits) = (family.size, family.bits)
        let signatures = [
            Signature(stringLiteral: "i1(i\(bits), ptr)"), Signature(stringLiteral: "i32(i\(bits), ptr)"),
        ]
        return .table(
            KernelFunction.named(names(family, "sub_and_test"), signatures) { call throws(Stop) in
                let operand = try call.value(0)
                return .bool(try call.update(1, size) { $0 &- operand }.new == 0)
            },
            KernelFunction.named(names(family, "add_negative"), signatures) { call throws(Stop) in
                let operand = try call.value(0)
                return .bool(try call.update(1, size) { $0 &+ operand }.new >> UInt64(bits - 1) == 1)
            })
    }

    private static func counting(_ family: Family) -> [KernelFunction] {
        .table(counting(family, "inc", 1), counting(family, "dec", .max))
    }

    private static func counting(_ family: Family, _ name: String, _ step: UInt64) -> [KernelFunction] {
        let size = family.size
        let giving = Signature(stringLiteral: "i\(family.bits)(ptr)")
        return .table(
            KernelFunction.named(names(family, name, ordered: false), ["void(ptr)"]) { call throws(Stop) in
                _ = try call.update(0, size) { $0 &+ step }
                return 0
            },
            KernelFunction.named(names(family, "fetch_\(name)"), [giving]) { call throws(Stop) in
                try call.update(0, size) { $0 &+ step }.old
            },
            KernelFunction.named(names(family, "\(name)_return"), [giving]) { call throws(Stop) in
                try call.update(0, size) { $0 &+ step }.new
            },
            KernelFunction.named(names(family, "\(name)_and_test"), ["i1(ptr)", "i32(ptr)"]) { call throws(Stop) in
                .bool(try call.update(0, size) { $0 &+ step }.new == 0)
            })
    }

    // MARK: Exchanging

    private static func exchanging(_ family: Family) -> [KernelFunction] {
        let (size, bits) = (family.size, family.bits)
        return .table(
            KernelFunction.named(names(family, "xchg"), [Signature(stringLiteral: "i\(bits)(ptr, i\(bits))")]) {
                call throws(Stop) in
                let new = try call.value(1)
                return try call.update(0, size) { _ in new }.old
            },
            KernelFunction.named(
                names(family, "cmpxchg"), [Signature(stringLiteral: "i\(bits)(ptr, i\(bits), i\(bits))")]
            ) { call throws(Stop) in
                let (expected, new) = (try call.value(1), try call.value(2))
                return try call.update(0, size) { $0 == expected ? new : $0 }.old
            },
            KernelFunction.named(
                names(family, "try_cmpxchg"), [Signature(stringLiteral: "i1(ptr, ptr, i\(bits))")]
            ) { call throws(Stop) in
                let (place, new) = (try call.value(1), try call.value(2))
                let expected = try call.memory.load(place, size: size)
                let old = try call.update(0, size) { $0 == expected ? new : $0 }.old
                if old != expected { try call.memory.store(place, size: size, old) }
                return .bool(old == expected)
            })
    }

    // MARK: Under a condition

    private static func conditional(_ family: Family) -> [KernelFunction] {
        let (size, bits) = (family.size, family.bits)
        let sign = UInt64(1) << UInt64(bits - 1)
        let three = [
            Signature(stringLiteral: "i1(ptr, i\(bits), i\(bits))"),
            Signature(stringLiteral: "i32(ptr, i\(bits), i\(bits))"),
        ]
        return .table(
            KernelFunction.named(
                names(family, "fetch_add_unless", ordered: false),
                [Signature(stringLiteral: "i\(bits)(ptr, i\(bits), i\(bits))")]
            ) { call throws(Stop) in
                let (step, limit) = (try call.value(1), try call.value(2))
                return try call.update(0, size) { $0 == limit ? $0 : $0 &+ step }.old
            },
            KernelFunction.named(names(family, "add_unless", ordered: false), three) { call throws(Stop) in
                let (step, limit) = (try call.value(1), try call.value(2))
                return .bool(try call.update(0, size) { $0 == limit ? $0 : $0 &+ step }.old != limit)
            },
            KernelFunction.named(names(family, "inc_not_zero", ordered: false), ["i1(ptr)", "i32(ptr)"]) {
                call throws(Stop) in
                .bool(try call.update(0, size) { $0 == 0 ? 0 : $0 &+ 1 }.old != 0)
            },
            KernelFunction.named(names(family, "inc_unless_negative", ordered: false), ["i1(ptr)", "i32(ptr)"]) {
                call throws(Stop) in
                .bool(try call.update(0, size) { $0 & sign != 0 ? $0 : $0 &+ 1 }.old & sign == 0)
            },
            KernelFunction.named(names(family, "dec_unless_positive", ordered: false), ["i1(ptr)", "i32(ptr)"]) {
                call throws(Stop) in
                let old = try call.update(0, size) { $0 & sign == 0 && $0 != 0 ? $0 : $0 &- 1 }.old
                return .bool(old & sign != 0 || old == 0)
            },
            KernelFunction.named(
                names(family, "dec_if_positive", ordered: false), [Signature(stringLiteral: "i\(bits)(ptr)")]
            ) { call throws(Stop) in
                // What it would have become, whether it did or not.
                let old = try call.update(0, size) { $0 & sign != 0 || $0 == 0 ? $0 : $0 &- 1 }.old
                return (old &- 1) & (.max >> UInt64(64 - bits))
            })
    }
}

extension KernelCall {
    /// Reads, changes and writes the counter that an argument points at.
    func update(
        _ index: Int, _ size: Int, _ change: (UInt64) -> UInt64
    ) throws(Stop) -> (old: UInt64, new: UInt64) {
        let address = try value(index)
        let old = try memory.load(address, size: size)
        let new = change(old) & (.max >> UInt64(64 - 8 * size))
        try memory.store(address, size: size, new)
        return (old, new)
    }
}
