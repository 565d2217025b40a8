// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 6 */
#include <linux/types.h>

static int *last;

static void remember(int value)
{
	static int copy;

	copy = value * 2;
	last = &copy;
}

int f(int value)
{
	remember(value);
	return *last;
}
