// SPDX-License-Identifier: GPL-2.0
/* call: f(256) */
/* The counter is narrower than its limit. */
#include <linux/types.h>

int f(int n)
{
	int sum = 0;
	u8 i;

	/* fault: runaway-loop: more than 1000000 jumps and calls; a loop that does not end? */
	for (i = 0; i < n; i++)
		sum ^= i;
	return sum;
}
