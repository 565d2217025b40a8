// SPDX-License-Identifier: Apache-2.0
import Testing

/// What clang makes intrinsics of.
@Suite struct FloatFunctionTests {
    @Test func intrinsics() throws {
        try check(
            """
            #pragma STDC FP_CONTRACT ON
            static double nan(void) { double zero = 0; return zero / zero; }
            int test(void)
            {
                volatile double a = -2.5, b = 3.5, zero = 0, tiny = 0x1p-60; volatile float f = -1.5f;
                CHECK(__builtin_fabs(a) == 2.5 && __builtin_fabs(b) == 3.5 && __builtin_fabsf(f) == 1.5f && 1 / __builtin_fabs(-zero) > 0);
                CHECK(__builtin_floor(a) == -3 && __builtin_ceil(a) == -2 && __builtin_trunc(a) == -2 && __builtin_round(a) == -3);
                CHECK(__builtin_rint(a) == -2 && __builtin_rint(b) == 4 && __builtin_nearbyint(a) == -2 && __builtin_floorf(f) == -2.0f);
                CHECK(__builtin_copysign(b, a) == -3.5 && __builtin_copysign(a, b) == 2.5 && __builtin_copysignf(2.0f, f) == -2.0f);
                CHECK(__builtin_fmin(a, b) == a && __builtin_fmax(a, b) == b && __builtin_fmin(nan(), b) == b && __builtin_fmax(a, nan()) == a);
                CHECK(__builtin_elementwise_max(f, 1.0f) == 1.0f && __builtin_elementwise_ceil(f) == -1.0f);
                CHECK(a * b + zero == -8.75 && (1 + tiny) * (1 - tiny) - 1 == 0);
                return 0;
            }
            """)
    }

    /// What does not fit becomes what x86's instructions make of it.
    @Test func conversionsThatDoNotFit() throws {
        try check(
            """
            int test(void)
            {
                volatile double large = 1e10, negative = -3, huge = 1e30, top = 0x1p63;
                CHECK((int)large == -2147483647 - 1 && (int)negative == -3 && (long)huge == -9223372036854775807 - 1);
                CHECK((u8)large == 0 && (u8)negative == 253 && (u32)large == 1410065408 && (u32)negative == 0xfffffffdu);
                CHECK((u64)top == 1ul << 63 && (u64)1e19 == 10000000000000000000ul && (u64)negative == -3ul);
                return 0;
            }
            """, on: [.x86])
    }

    /// Of what was never written nothing is known.
    @Test func undefined() throws {
        let run = try execute("int test(void) { double d; return __builtin_fabs(d) > 1 ? 5 : 6; }")
        #expect(run.fault?.kind == .uninitialisedBranch)
    }
}
