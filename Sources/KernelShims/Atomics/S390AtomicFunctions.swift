// SPDX-License-Identifier: Apache-2.0
import Machine

/// The layer of s390 below atomic_t: plain pointers, the operand first, the old value back.
enum S390AtomicFunctions {
    static let all: [KernelFunction] = .table(updates, accesses)

    private static let operations: [(name: String, operation: AtomicOperation)] = [
        ("add", { $0 &+ $1 }), ("and", { $0 & $1 }), ("or", { $0 | $1 }), ("xor", { $0 ^ $1 }),
    ]

    private static let widths: [(name: String, bits: Int)] = [("__atomic", 32), ("__atomic64", 64)]

    private static let updates: [KernelFunction] = widths.flatMap { prefix, bits in
        operations.flatMap { update("\(prefix)_\($0.name)", bits, $0.operation) }
    }

    private static func update(
        _ name: String, _ bits: Int, _ operation: @escaping AtomicOperation
    ) -> [KernelFunction] {
        let signatures = [
            Signature(stringLiteral: "i\(bits)(i\(bits), ptr)"), Signature(stringLiteral: "void(i\(bits), ptr)"),
        ]
        return KernelFunction.named([name, "\(name)_barrier"], signatures) { call throws(Stop) in
            let operand = try call.value(0)
            return try call.update(1, bits / 8) { operation($0, operand) }.old
        }
    }

    private static let accesses: [KernelFunction] = widths.flatMap { access($0.name, $0.bits) }

    private static func access(_ prefix: String, _ bits: Int) -> [KernelFunction] {
        [
            KernelFunction("\(prefix)_read", [Signature(stringLiteral: "i\(bits)(ptr)")]) { call throws(Stop) in
                try call.memory.load(try call.value(0), size: bits / 8)
            },
            KernelFunction("\(prefix)_set", [Signature(stringLiteral: "void(ptr, i\(bits))")]) { call throws(Stop) in
                try call.memory.store(try call.value(0), size: bits / 8, try call.value(1))
                return 0
            },
            KernelFunction("\(prefix)_cmpxchg", [Signature(stringLiteral: "i\(bits)(ptr, i\(bits), i\(bits))")]) {
                call throws(Stop) in
                let (expected, new) = (try call.value(1), try call.value(2))
                return try call.update(0, bits / 8) { $0 == expected ? new : $0 }.old
            },
            KernelFunction(
                "\(prefix)_cmpxchg_bool",
                [
                    Signature(stringLiteral: "i1(ptr, i\(bits), i\(bits))"),
                    Signature(stringLiteral: "i32(ptr, i\(bits), i\(bits))"),
                ]
            ) { call throws(Stop) in
                let (expected, new) = (try call.value(1), try call.value(2))
                return .bool(try call.update(0, bits / 8) { $0 == expected ? new : $0 }.old == expected)
            },
        ]
    }
}
