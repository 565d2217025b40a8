// SPDX-License-Identifier: GPL-2.0
/* call: depth(0) -> 190 */
#include <linux/types.h>

static unsigned int limit = 20;

unsigned int depth(unsigned int n)
{
	u8 local[64];

	local[n & 63] = n;
	if (n == limit - 1)
		return local[n & 63];
	return depth(n + 1) + local[n & 63];
}
