// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The address of data is called. */
#include <linux/types.h>

static int data[4] = { 1, 2, 3, 4 };

int f(int x)
{
	int (*fn)(int) = (int (*)(int))data;

	/* fault: not-a-function: call of offset 0 of ‘data’ (16 bytes, global), which is no function */
	return fn(x);
}
