// SPDX-License-Identifier: Apache-2.0
import Machine

/// set_bit() and its sisters, under the names that the headers of x86, s390 and the generic ones have.
enum BitFunctions {
    static let all: [KernelFunction] = .table(changes, tests, testsAndChanges)

    fileprivate enum Change { case set, clear, flip }

    private static let verbs: [(name: String, change: Change)] = [("set", .set), ("clear", .clear), ("change", .flip)]
    private static let prefixes = ["", "__", "arch_", "arch___"]

    /// Numbers are long or unsigned long, both 64 bits wide.
    private static let changeSignatures: [Signature] = ["void(i64, ptr)"]
    private static let testSignatures: [Signature] = ["i1(i64, ptr)", "i32(i64, ptr)"]

    private static let changes: [KernelFunction] = .table(
        verbs.flatMap { name, change in
            KernelFunction.named(prefixes.map { "\($0)\(name)_bit" }, changeSignatures) { call throws(Stop) in
                _ = try call.changeBit(change)
                return 0
            }
        },
        KernelFunction.named(
            ["clear_bit_unlock", "__clear_bit_unlock", "arch_clear_bit_unlock", "arch___clear_bit_unlock"],
            changeSignatures
        ) { call throws(Stop) in
            _ = try call.changeBit(.clear)
            return 0
        },
        [("set_bit_inv", Change.set), ("__set_bit_inv", .set), ("clear_bit_inv", .clear), ("__clear_bit_inv", .clear)]
            .map { name, change in
                KernelFunction(name, changeSignatures) { call throws(Stop) in
                    _ = try call.changeBit(change, inverted: true)
                    return 0
                }
            })

    private static let tests: [KernelFunction] = .table(
        KernelFunction.named(
            ["test_bit", "arch_test_bit", "variable_test_bit", "constant_test_bit", "test_bit_acquire"], testSignatures
        ) { call throws(Stop) in
            .bool(try call.testBit())
        },
        [
            KernelFunction("test_bit_inv", testSignatures) { call throws(Stop) in
                .bool(try call.testBit(inverted: true))
            }
        ])

    private static let testsAndChanges: [KernelFunction] = .table(
        verbs.flatMap { name, change in
            KernelFunction.named(prefixes.map { "\($0)test_and_\(name)_bit" }, testSignatures) { call throws(Stop) in
                .bool(try call.changeBit(change))
            }
        },
        KernelFunction.named(["test_and_set_bit_lock", "arch_test_and_set_bit_lock"], testSignatures) {
            call throws(Stop) in
            .bool(try call.changeBit(.set))
        },
        [
            KernelFunction("test_and_clear_bit_inv", testSignatures) { call throws(Stop) in
                .bool(try call.changeBit(.clear, inverted: true))
            }
        ])
}

extension KernelCall {
    /// The byte and the mask of the bit that the first two arguments name.
    private func bitPlace(inverted: Bool) throws(Stop) -> (address: UInt64, mask: UInt8) {
        let layout = BitLayout(bigEndian: machine.program.target.isBigEndian)
        let number = try long(0)
        guard number >= 0, number < 1 << 40 else { throw badArgument("there is no bit \(number)") }
        let bit = inverted ? layout.inverted(number) : number
        return (try value(1) &+ UInt64(layout.byte(of: bit)), layout.mask(of: bit))
    }

    fileprivate func testBit(inverted: Bool = false) throws(Stop) -> Bool {
        let (address, mask) = try bitPlace(inverted: inverted)
        return UInt8(truncatingIfNeeded: try memory.load(address, size: 1)) & mask != 0
    }

    /// - Returns: whether the bit was set.
    fileprivate func changeBit(_ change: BitFunctions.Change, inverted: Bool = false) throws(Stop) -> Bool {
        let (address, mask) = try bitPlace(inverted: inverted)
        let old = UInt8(truncatingIfNeeded: try memory.load(address, size: 1))
        let new: UInt8
        switch change {
        case .set: new = old | mask
        case .clear: new = old & ~mask
        case .flip: new = old ^ mask
        }
        try memory.store(address, size: 1, UInt64(new))
        return old & mask != 0
    }
}
