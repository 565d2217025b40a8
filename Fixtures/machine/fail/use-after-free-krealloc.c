// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* The old address is used after the array has moved. */
#include <linux/errno.h>
#include <linux/slab.h>

int f(int n)
{
	int *v = kcalloc(n, sizeof(*v), GFP_KERNEL);
	int *more, ret;

	if (!v)
		return -ENOMEM;
	more = krealloc(v, 64 * n * sizeof(*v), GFP_KERNEL);
	if (!more) {
		kfree(v);
		return -ENOMEM;
	}
	v[0] = 4; /* fault: use-after-free: write of 4 bytes at offset 0 of 8 bytes of heap */
	ret = more[1];
	kfree(more);
	return ret;
}
