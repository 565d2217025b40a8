// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* Both the helper and its caller free. */
#include <linux/errno.h>
#include <linux/slab.h>

static int fill(char *p, int n)
{
	if (n > 1) {
		kfree(p);
		return -EINVAL;
	}
	p[0] = n;
	return 0;
}

int f(int n)
{
	char *p = kmalloc(8, GFP_KERNEL);
	int ret;

	if (!p)
		return -ENOMEM;
	ret = fill(p, n);
	kfree(p); /* fault: double-free: kfree() of 8 bytes of heap that is released already */
	return ret;
}
