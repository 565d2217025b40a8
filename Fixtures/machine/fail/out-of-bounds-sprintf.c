// SPDX-License-Identifier: GPL-2.0
/* call: f(100000) */
/* Five digits were thought enough. */
#include <linux/kernel.h>

int f(int number)
{
	char name[11];

	/* fault: out-of-bounds: write of 12 bytes at offset 0 of ‘name’ (11 bytes of stack) */
	sprintf(name, "port-%d", number);
	return name[5];
}
