// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The way out frees what was not reached yet. */
#include <linux/errno.h>
#include <linux/slab.h>

int f(int fail)
{
	char *first, *second;
	int ret = -EINVAL;

	first = kmalloc(8, GFP_KERNEL);
	if (!first || fail)
		goto out;
	second = kmalloc(8, GFP_KERNEL);
	ret = second ? 0 : -ENOMEM;
out:
	kfree(first);
	kfree(second); /* fault: uninitialised-argument: argument 1 of kfree() is not initialised */
	return ret;
}
