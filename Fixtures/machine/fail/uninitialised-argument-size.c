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
	/* fault: uninitialised-argument: argument 1 of kmalloc() is not initialised */
	p = kmalloc(size, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}
