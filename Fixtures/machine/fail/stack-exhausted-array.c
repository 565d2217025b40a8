// SPDX-License-Identifier: GPL-2.0
/* call: f(100000) */
/* The stack holds what the caller asks for. */
#include <linux/errno.h>
#include <linux/types.h>

int f(unsigned int n)
{
	u8 buffer[n]; /* fault: stack-exhausted: more than 65536 bytes of stack */

	buffer[n - 1] = 5;
	return buffer[n - 1];
}
