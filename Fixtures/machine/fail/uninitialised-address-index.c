// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The index has no value on one of the ways. */
#include <linux/types.h>

int f(int n)
{
	static const int table[4] = { 1, 2, 3, 4 };
	unsigned int at;

	if (n > 1)
		at = n & 3;
	return table[at]; /* fault: uninitialised-address: the address of this read is not initialised */
}
