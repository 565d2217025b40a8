// SPDX-License-Identifier: GPL-2.0
/* call: f(8, 12) */
/* The difference of two sizes is negative, and a size is never. */
#include <linux/errno.h>
#include <linux/slab.h>

int f(int have, int used)
{
	int left = have - used;
	void *p = kmalloc(left, GFP_KERNEL); /* fault: bad-argument: ? */

	if (!p)
		return -ENOMEM;
	kfree(p);
	return left;
}
