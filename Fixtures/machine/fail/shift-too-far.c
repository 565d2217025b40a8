// SPDX-License-Identifier: GPL-2.0
/* call: mask(32) */
/* All thirty-two bits is one too many. */
#include <linux/types.h>

u32 mask(unsigned int bits)
{
	return (1U << bits) - 1; /* fault: shift-too-far: shift of a 32-bit value by 32 */
}
