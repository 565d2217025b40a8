// SPDX-License-Identifier: GPL-2.0
/* call: f(10, 0) */
/* The rate was never checked. */
#include <linux/types.h>

int f(int clock, int rate)
{
	return clock / rate; /* fault: division-by-zero: division by zero */
}
