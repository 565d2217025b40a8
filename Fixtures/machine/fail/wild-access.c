// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* An address from nowhere. */
#include <linux/types.h>

int f(unsigned long offset)
{
	volatile u32 *reg = (volatile u32 *)(0xfee00000UL + offset);

	if (offset > 64)
		return -1;
	return *reg; /* fault: wild-access: read of 4 bytes at 0xfee00000, where no object is */
}
