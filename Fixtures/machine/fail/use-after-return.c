// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* The address of a variable outlives its function. */
#include <linux/types.h>

static int *last;

static void remember(int value)
{
	int copy = value * 2;

	last = &copy;
}

int f(int value)
{
	remember(value);
	/* fault: use-after-return: read of 4 bytes at offset 0 of ‘copy’ (4 bytes of stack) */
	return *last;
}
