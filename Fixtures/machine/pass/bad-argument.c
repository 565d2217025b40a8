// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 2 */
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
	ida_free(&minors, last - 1);
	return last;
}
