// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The callback was never set. */
#include <linux/types.h>

struct ops {
	int (*first)(int x);
	int (*second)(int x);
};

static int twice(int x)
{
	return 2 * x;
}

int f(int x)
{
	struct ops ops;

	ops.first = twice;
	return ops.second(x); /* fault: uninitialised-address: the function pointer is not initialised */
}
