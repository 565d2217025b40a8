// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* Four bytes into a function is none. */
#include <linux/types.h>

static int plus(int x)
{
	return x + 1;
}

int f(int x)
{
	unsigned long at = (unsigned long)plus;
	int (*fn)(int) = (int (*)(int))(at + 4);

	/* fault: not-a-function: call of offset 4 of the function plus(), which is no function */
	return fn(x);
}
