// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* Bits, bitmaps, byte order, rounding. */
#include <linux/bitfield.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <asm/unaligned.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

static DECLARE_BITMAP(map, 100);

int f(void)
{
	u8 bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	unsigned long bit, sum = 0;
	u32 rem;

	set_bit(3, map);
	set_bit(64, map);
	__set_bit(99, map);
	CHECK(test_bit(3, map) && !test_bit(4, map) && test_bit(99, map));
	CHECK(test_and_set_bit(3, map) && !test_and_set_bit(5, map));
	CHECK(test_and_clear_bit(5, map) && !test_and_clear_bit(5, map));
	change_bit(6, map);
	CHECK(!test_and_change_bit(7, map) && bitmap_weight(map, 100) == 5);
	for_each_set_bit(bit, map, 100)
		sum += bit;
	CHECK(sum == 3 + 6 + 7 + 64 + 99);
	CHECK(find_first_zero_bit(map, 100) == 0 && find_next_zero_bit(map, 100, 6) == 8);
	CHECK(find_next_bit(map, 64, 8) == 64 && find_last_bit(map, 100) == 99);
	bitmap_set(map, 60, 10);
	bitmap_clear(map, 64, 2);
	CHECK(bitmap_weight(map, 100) == 12 && !bitmap_empty(map, 100));
	CHECK(bitmap_find_next_zero_area(map, 100, 60, 4, 0) == 70);
	bitmap_fill(map, 100);
	CHECK(bitmap_full(map, 100) && find_first_zero_bit(map, 100) == 100);
	bitmap_zero(map, 100);
	CHECK(bitmap_empty(map, 100) && find_first_bit(map, 100) == 100);
	CHECK(__ffs(0x50) == 4 && __fls(0x50) == 6 && ffs(0) == 0 && fls(0x80) == 8 && fls64(1ULL << 40) == 41);
	CHECK(ffz(0xf) == 4 && hweight32(0xf0f0) == 8 && hweight64(~0ULL) == 64);
	CHECK(ror32(1, 4) == 0x10000000 && rol64(1ULL << 63, 1) == 1 && sign_extend32(0x80, 7) == -128);
	CHECK(BIT(5) == 32 && GENMASK(7, 4) == 0xf0 && BIT_ULL(40) == 1ULL << 40);
	CHECK(FIELD_GET(GENMASK(7, 4), 0xab) == 0xa && FIELD_PREP(GENMASK(15, 8), 0x12) == 0x1200);
	CHECK(get_unaligned_le32(bytes + 1) == 0x05040302 && get_unaligned_be16(bytes + 1) == 0x0203);
	put_unaligned_be32(0x0a0b0c0d, bytes + 3);
	CHECK(bytes[3] == 0x0a && bytes[6] == 0x0d && bytes[7] == 8);
	CHECK(le16_to_cpu(cpu_to_le16(0x1234)) == 0x1234 && be32_to_cpu(cpu_to_be32(0x12345678)) == 0x12345678);
	CHECK(((u8 *)&(u32){ cpu_to_be32(0x12345678) })[0] == 0x12);
	CHECK(((u8 *)&(u64){ cpu_to_le64(0x12) })[0] == 0x12);
	CHECK(is_power_of_2(64) && !is_power_of_2(65) && roundup_pow_of_two(65) == 128 && ilog2(64) == 6);
	CHECK(ALIGN(13, 8) == 16 && round_up(17, 16) == 32 && round_down(17, 16) == 16 && DIV_ROUND_UP(7, 2) == 4);
	CHECK(min(3, 4) == 3 && max_t(u8, 255, 3) == 255 && clamp(5, 1, 3) == 3 && abs(-4) == 4);
	CHECK(div_u64_rem(1000000007ULL * 10 + 3, 1000000007, &rem) == 10 && rem == 3);
	CHECK(div64_u64(1ULL << 60, 1ULL << 33) == 1 << 27 && upper_32_bits(5ULL << 32) == 5);
	CHECK(mul_u64_u32_shr(1ULL << 63, 6, 33) == 3ULL << 31 && mul_u64_u64_div_u64(1ULL << 62, 6, 3) == 1ULL << 63);
	CHECK(isalpha('q') && !isalnum('-') && isxdigit('F') && ispunct('-') && isspace('\n') && !isprint('\n'));
	CHECK(tolower('Q') == 'q' && toupper('1') == '1');
	CHECK(get_count_order(9) == 4 && get_bitmask_order(9) == 4);
	return 0;
}
