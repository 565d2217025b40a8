// SPDX-License-Identifier: GPL-2.0
/* call: f(5) */
/* Right address, wrong object: from one array into the one beside it. */
#include <linux/types.h>

static int left[4], right[4];

int f(int value)
{
	long distance = (long)right - (long)left;
	int *p;

	right[0] = value;
	p = (int *)((char *)left + distance);
	return *p; /* fault: out-of-bounds: ? */
}
