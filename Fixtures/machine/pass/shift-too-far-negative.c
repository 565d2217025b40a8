// SPDX-License-Identifier: GPL-2.0
/* call: f(256, 3) -> 8192 */
/* call: f(256, 9) -> 128 */
#include <linux/types.h>

int f(int value, int bits)
{
	return bits < 8 ? value << (8 - bits) : value >> (bits - 8);
}
