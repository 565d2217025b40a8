// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* How much to allocate nobody knows. */
#include <linux/errno.h>
#include <linux/slab.h>

int f(int have)
{
	size_t size;
	void *p;

	if (have)
		size = have;
	p = kmalloc(size, GFP_KERNEL); /* fault: uninitialised-argument: ? */
	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}
