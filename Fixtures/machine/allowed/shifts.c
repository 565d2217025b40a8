// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
/* Arithmetic that wraps, shifts and divides as far as it may. */
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/math64.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

int f(int zero)
{
	u32 u = U32_MAX;
	u8 byte = 255;
	s8 small = -128;
	int low = INT_MIN;
	u64 big = 1;

	CHECK(u + 1 == 0 && u * u == 1 && -u == 1);
	byte++;
	small--;
	CHECK(byte == 0 && small == 127);
	CHECK((u32)low << 0 == 0x80000000 && u >> 31 == 1 && (1U << 31) == 0x80000000);
	CHECK(big << 63 >> 63 == 1 && (s64)(big << 63) < 0);
	CHECK(low / 1 == INT_MIN && low % 2 == 0 && low >> 31 == -1 && (low + 1) / -1 == INT_MAX);
	CHECK(-7 / 2 == -3 && -7 % 2 == -1 && 7 / -2 == -3 && 7 % -2 == 1);
	CHECK((u8)(300 + zero) == 44 && (s8)(200 + zero) == -56 && (u16)(-1 + zero) == 65535);
	CHECK((zero ? 1 : 2) == 2 && (zero || !zero) && !(zero && 1 / zero));
	CHECK(div_s64(S64_MIN + 1, -1) == S64_MAX);
	/* Signed overflow: the kernel is built with -fno-strict-overflow and means it to wrap. */
	low -= 1 - zero;
	CHECK(low == INT_MAX);
	return 0;
}
