// SPDX-License-Identifier: GPL-2.0
/* call: f(8) -> -22 */
/* call: f(7) -> 5 */
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

	if (slot >= ARRAY_SIZE(table))
		return -EINVAL;
	table[slot] = 5;
	return sum(table, ARRAY_SIZE(table));
}
