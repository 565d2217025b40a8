// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct BitFunctionTests {
    @Test func singleBits() throws {
        try check(
            """
            void set_bit(long n, unsigned long *p); void clear_bit(long n, unsigned long *p); void change_bit(long n, unsigned long *p);
            void __set_bit(long n, unsigned long *p); bool test_bit(long n, const unsigned long *p);
            bool test_and_set_bit(long n, unsigned long *p); bool test_and_clear_bit(long n, unsigned long *p);
            void set_bit_inv(unsigned long n, unsigned long *p); bool test_bit_inv(unsigned long n, const unsigned long *p);
            bool test_and_clear_bit_inv(unsigned long n, unsigned long *p);
            int test(void)
            {
                unsigned long map[2] = { 0, 0 };
                set_bit(0, map); __set_bit(65, map);
                CHECK(map[0] == 1 && map[1] == 2 && test_bit(65, map) && !test_bit(64, map));
                CHECK(test_and_set_bit(0, map) && !test_and_set_bit(63, map) && map[0] == ((1ul << 63) | 1));
                CHECK(test_and_clear_bit(63, map) && !test_and_clear_bit(63, map));
                change_bit(5, map); clear_bit(0, map);
                CHECK(map[0] == 32);
                /* The other numbering starts at the most significant bit of each long. */
                set_bit_inv(0, map); set_bit_inv(127, map);
                CHECK(map[0] == ((1ul << 63) | 32) && map[1] == 3 && test_bit_inv(0, map) && !test_bit_inv(1, map));
                CHECK(test_and_clear_bit_inv(127, map) && map[1] == 2);
                return 0;
            }
            """)
    }

    @Test func searches() throws {
        try check(
            """
            unsigned long find_first_bit(const unsigned long *p, unsigned long n); unsigned long find_first_zero_bit(const unsigned long *p, unsigned long n);
            unsigned long find_next_bit(const unsigned long *p, unsigned long n, unsigned long from);
            unsigned long find_next_zero_bit(const unsigned long *p, unsigned long n, unsigned long from);
            unsigned long find_last_bit(const unsigned long *p, unsigned long n);
            unsigned long find_first_bit_inv(const unsigned long *p, unsigned long n);
            unsigned long find_next_bit_inv(const unsigned long *p, unsigned long n, unsigned long from);
            unsigned long _find_next_bit(const unsigned long *a, const unsigned long *b, unsigned long n, unsigned long from, unsigned long inv, unsigned long le);
            unsigned long find_next_and_bit(const unsigned long *a, const unsigned long *b, unsigned long n, unsigned long from);
            int test(void)
            {
                unsigned long map[2] = { 0x10, 1ul << 40 }, other[2] = { -1ul, 0 };
                CHECK(find_first_bit(map, 128) == 4 && find_next_bit(map, 128, 5) == 104 && find_next_bit(map, 100, 5) == 100);
                CHECK(find_first_zero_bit(map, 128) == 0 && find_next_zero_bit(map, 128, 4) == 5 && find_last_bit(map, 128) == 104);
                CHECK(find_first_bit_inv(map, 128) == 59 && find_next_bit_inv(map, 128, 60) == 64 + 23);
                CHECK(_find_next_bit(map, NULL, 128, 5, 0, 0) == 104 && _find_next_bit(map, other, 128, 5, 0, 0) == 128);
                CHECK(_find_next_bit(map, NULL, 128, 4, -1ul, 0) == 5 && find_next_and_bit(map, other, 128, 0) == 4);
                return 0;
            }
            """)
    }

    @Test func bitmaps() throws {
        try check(
            """
            bool __bitmap_and(unsigned long *d, const unsigned long *a, const unsigned long *b, u32 n);
            void __bitmap_or(unsigned long *d, const unsigned long *a, const unsigned long *b, u32 n);
            bool __bitmap_andnot(unsigned long *d, const unsigned long *a, const unsigned long *b, u32 n);
            void __bitmap_complement(unsigned long *d, const unsigned long *a, u32 n);
            int __bitmap_equal(const unsigned long *a, const unsigned long *b, u32 n); int __bitmap_weight(const unsigned long *a, u32 n);
            void bitmap_set(unsigned long *d, u32 start, u32 n); void bitmap_clear(unsigned long *d, u32 start, u32 n);
            unsigned long *bitmap_zalloc(u32 n, gfp_t f); void bitmap_free(const unsigned long *p);
            unsigned long bitmap_find_next_zero_area_off(unsigned long *m, unsigned long size, unsigned long start, u32 n, unsigned long mask, unsigned long off);
            int test(void)
            {
                unsigned long *a = bitmap_zalloc(100, GFP_KERNEL), *b = bitmap_zalloc(100, GFP_KERNEL), d[2];
                CHECK(a && b && !a[1]);
                bitmap_set(a, 60, 10); bitmap_set(b, 64, 40);
                CHECK(a[0] == 0xful << 60 && a[1] == 0x3f && __bitmap_weight(a, 100) == 10 && __bitmap_weight(b, 100) == 36);
                CHECK(__bitmap_and(d, a, b, 100) && d[0] == 0 && d[1] == 0x3f);
                CHECK(!__bitmap_and(d, a, b, 64) && __bitmap_andnot(d, a, b, 100) && d[0] == 0xful << 60 && !d[1]);
                __bitmap_or(d, a, b, 100);
                CHECK(__bitmap_weight(d, 100) == 40 && !__bitmap_equal(a, b, 100) && __bitmap_equal(a, b, 60));
                __bitmap_complement(d, a, 100);
                CHECK(__bitmap_weight(d, 100) == 90);
                bitmap_clear(a, 61, 9);
                CHECK(__bitmap_weight(a, 100) == 1);
                CHECK(bitmap_find_next_zero_area_off(a, 100, 58, 8, 7, 0) == 64);
                bitmap_free(a); bitmap_free(b);
                return 0;
            }
            """)
    }

    @Test func words() throws {
        try check(
            """
            unsigned long __ffs(unsigned long w); unsigned long __fls(unsigned long w); unsigned long ffz(unsigned long w);
            int ffs(int w); int fls(u32 w); int fls64(u64 w); u32 __sw_hweight8(u32 w); u32 __arch_hweight32(u32 w); u64 __sw_hweight64(u64 w);
            unsigned char __flogr(unsigned long w);
            int test(void)
            {
                CHECK(__ffs(8) == 3 && __fls(8) == 3 && __fls(-1ul) == 63 && ffz(7) == 3);
                CHECK(ffs(0) == 0 && ffs(8) == 4 && fls(0) == 0 && fls(8) == 4 && fls64(1ul << 40) == 41 && ffs(-1) == 1);
                CHECK(__sw_hweight8(0x1ff) == 8 && __arch_hweight32(0xf0f) == 8 && __sw_hweight64(-1ul) == 64);
                CHECK(__flogr(1) == 63 && __flogr(0) == 64 && __flogr(-1ul) == 0);
                return 0;
            }
            """)
    }

    static let faults: [(code: String, kind: FaultKind)] = [
        ("unsigned long m = 0; set_bit(64, &m)", .outOfBounds), ("unsigned long m = 0; set_bit(-1, &m)", .badArgument),
        ("unsigned long m; set_bit(3, &m)", .uninitialisedArgument), ("__ffs(0)", .badArgument),
        ("unsigned long m[2]; m[0] = 0; find_first_bit(m, 128)", .uninitialisedArgument),
    ]

    @Test(arguments: faults) func fault(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(
            """
            void set_bit(long n, unsigned long *p); unsigned long __ffs(unsigned long w);
            unsigned long find_first_bit(const unsigned long *p, unsigned long n);
            int test(void) { \(item.code); return 0; }
            """)
        #expect(run.fault?.kind == item.kind)
    }
}
