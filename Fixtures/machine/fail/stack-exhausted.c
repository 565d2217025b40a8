// SPDX-License-Identifier: GPL-2.0
/* call: depth(0) */
/* Nothing ends the recursion. */
#include <linux/types.h>

static unsigned int limit;

unsigned int depth(unsigned int n)
{
	u8 local[64];

	local[n & 63] = n;
	if (n == limit - 1)
		return local[n & 63];
	return depth(n + 1) + local[n & 63]; /* fault: stack-exhausted: more than 65536 bytes of stack */
}
