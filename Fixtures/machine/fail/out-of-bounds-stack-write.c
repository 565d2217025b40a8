// SPDX-License-Identifier: GPL-2.0
/* call: f(8) */
/* The index is checked against the size in bytes. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/types.h>

static int sum(const u16 *v, unsigned int n)
{
	int s = 0;

	while (n--)
		s += v[n];
	return s;
}

int f(unsigned int slot)
{
	u16 table[8] = { 0 };

	if (slot >= sizeof(table))
		return -EINVAL;
	/* fault: out-of-bounds: write of 2 bytes at offset 16 of ‘table’ (16 bytes of stack) */
	table[slot] = 5;
	return sum(table, ARRAY_SIZE(table));
}
