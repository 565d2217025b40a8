// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* A number goes back twice. */
#include <linux/idr.h>

static DEFINE_IDA(minors);

int f(int count)
{
	int last = -1;

	while (count--)
		last = ida_alloc(&minors, GFP_KERNEL);
	if (last < 0)
		return last;
	ida_free(&minors, last);
	ida_free(&minors, last); /* fault: bad-argument: ida_free(): the number 2 was not given out */
	return last;
}
