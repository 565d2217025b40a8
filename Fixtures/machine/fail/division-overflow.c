// SPDX-License-Identifier: GPL-2.0
/* call: f(-2147483648, -1) */
/* The one quotient that does not fit. */
#include <linux/types.h>

int f(int value, int scale)
{
	/* fault: division-overflow: the lowest 32-bit number divided by -1 does not fit */
	return scale ? value / scale : 0;
}
