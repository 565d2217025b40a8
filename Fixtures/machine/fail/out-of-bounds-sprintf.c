// SPDX-License-Identifier: GPL-2.0
/* call: f(100000) */
/* Five digits were thought enough. */
#include <linux/kernel.h>

int f(int number)
{
	char name[11];

	sprintf(name, "port-%d", number); /* fault: out-of-bounds: ? */
	return name[5];
}
