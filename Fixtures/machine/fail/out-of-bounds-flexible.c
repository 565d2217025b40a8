// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* The members behind the header were forgotten in the size. */
#include <linux/errno.h>
#include <linux/overflow.h>
#include <linux/slab.h>

struct set {
	u32 count;
	u32 member[];
};

int f(u32 count)
{
	struct set *s = kzalloc(sizeof(*s), GFP_KERNEL);
	u32 i, sum = 0;

	if (!s)
		return -ENOMEM;
	s->count = count;
	for (i = 0; i < s->count; i++)
		s->member[i] = i; /* fault: out-of-bounds: write of 4 bytes at offset 4 of 4 bytes of heap */
	for (i = 0; i < s->count; i++)
		sum += s->member[i];
	kfree(s);
	return sum;
}
