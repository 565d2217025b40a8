// SPDX-License-Identifier: Apache-2.0
import Machine

/// Bits of one word, where headers use instructions for them.
enum WordFunctions {
    static let all: [KernelFunction] = .table(places, weights)

    /// Zero has no first bit: the result is as on hardware
    /// that leaves it alone, and __ffs() of it is a fault of the caller.
    private static let places: [KernelFunction] = .table(
        KernelFunction.named(["__ffs", "variable__ffs"], ["i64(i64)"]) { call throws(Stop) in
            let word = try call.value(0)
            if word == 0 { throw call.badArgument("no bit is set") }
            return UInt64(word.trailingZeroBitCount)
        },
        KernelFunction.named(["__fls"], ["i64(i64)"]) { call throws(Stop) in
            let word = try call.value(0)
            if word == 0 { throw call.badArgument("no bit is set") }
            return UInt64(63 - word.leadingZeroBitCount)
        },
        KernelFunction.named(["ffz", "variable_ffz"], ["i64(i64)"]) { call throws(Stop) in
            let word = ~(try call.value(0))
            if word == 0 { throw call.badArgument("no bit is clear") }
            return UInt64(word.trailingZeroBitCount)
        },
        KernelFunction.named(["ffs", "variable_ffs"], ["i32(i32)"]) { call throws(Stop) in
            let word = UInt32(truncatingIfNeeded: try call.value(0))
            return word == 0 ? 0 : UInt64(word.trailingZeroBitCount + 1)
        },
        KernelFunction.named(["fls"], ["i32(i32)"]) { call throws(Stop) in
            UInt64(32 - UInt32(truncatingIfNeeded: try call.value(0)).leadingZeroBitCount)
        },
        KernelFunction.named(["fls64"], ["i32(i64)"]) { call throws(Stop) in
            UInt64(64 - (try call.value(0)).leadingZeroBitCount)
        },
        KernelFunction.named(["__flogr"], ["i8(i64)"]) { call throws(Stop) in
            // s390 counts from the left.
            UInt64((try call.value(0)).leadingZeroBitCount)
        })

    private static let weights: [KernelFunction] = .table(
        [
            "__sw_hweight8", "__sw_hweight16", "__sw_hweight32", "__arch_hweight8", "__arch_hweight16",
            "__arch_hweight32",
        ]
        .map { name in
            let unused = UInt64(name.hasSuffix("8") ? 56 : name.hasSuffix("16") ? 48 : 32)
            return KernelFunction(name, ["i32(i32)"]) { call throws(Stop) in
                UInt64((try call.value(0) << unused).nonzeroBitCount)
            }
        },
        KernelFunction.named(["__sw_hweight64", "__arch_hweight64"], ["i64(i64)"]) { call throws(Stop) in
            UInt64((try call.value(0)).nonzeroBitCount)
        })
}
