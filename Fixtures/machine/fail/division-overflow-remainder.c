// SPDX-License-Identifier: GPL-2.0
/* call: f(-9223372036854775808, -1) */
/* The remainder would be zero, but the machine's instruction traps. */
#include <linux/types.h>

s64 f(s64 value, s64 step)
{
	/* fault: division-overflow: the lowest 64-bit number divided by -1 does not fit */
	return value % step;
}
