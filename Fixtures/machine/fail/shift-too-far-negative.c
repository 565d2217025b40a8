// SPDX-License-Identifier: GPL-2.0
/* call: f(256, 3) */
/* By a negative count. */
#include <linux/types.h>

int f(int value, int bits)
{
	return value >> (bits - 8); /* fault: shift-too-far: shift of a 32-bit value by -5 */
}
