// SPDX-License-Identifier: GPL-2.0
/* call: f(128, 40) */
/* A byte becomes an int, not sixty-four bits. */
#include <linux/types.h>

u64 f(u8 byte, int shift)
{
	return byte << shift; /* fault: shift-too-far: shift of a 32-bit value by 40 */
}
