// SPDX-License-Identifier: GPL-2.0
/* call: f(4) */
/* One element too many is read of an array on the heap. */
#include <linux/errno.h>
#include <linux/slab.h>

int f(int n)
{
	int *v = kcalloc(n, sizeof(*v), GFP_KERNEL);
	int i, sum = 0;

	if (!v)
		return -ENOMEM;
	for (i = 0; i <= n; i++)
		sum += v[i]; /* fault: out-of-bounds: read of 4 bytes at offset 16 of 16 bytes of heap */
	kfree(v);
	return sum;
}
