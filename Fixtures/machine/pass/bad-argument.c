// SPDX-License-Identifier: GPL-2.0
/* call: f(8, 12) -> -22 */
/* call: f(12, 8) -> 4 */
#include <linux/errno.h>
#include <linux/slab.h>

int f(int have, int used)
{
	int left = have - used;
	void *p;

	if (left < 0)
		return -EINVAL;
	p = kmalloc(left, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	kfree(p);
	return left;
}
