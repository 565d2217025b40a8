// SPDX-License-Identifier: GPL-2.0
/* call: f(2) -> 0 */
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
	more[0] = 4;
	ret = more[1];
	kfree(more);
	return ret;
}
