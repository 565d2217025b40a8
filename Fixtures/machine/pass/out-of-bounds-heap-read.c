// SPDX-License-Identifier: GPL-2.0
/* call: f(4) -> 0 */
#include <linux/errno.h>
#include <linux/slab.h>

int f(int n)
{
	int *v = kcalloc(n, sizeof(*v), GFP_KERNEL);
	int i, sum = 0;

	if (!v)
		return -ENOMEM;
	for (i = 0; i < n; i++)
		sum += v[i];
	kfree(v);
	return sum;
}
