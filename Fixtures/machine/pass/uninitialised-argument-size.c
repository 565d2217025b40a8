// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
/* call: f(5) -> 0 */
#include <linux/errno.h>
#include <linux/slab.h>

int f(int have)
{
	size_t size = 16;
	void *p;

	if (have)
		size = have;
	p = kmalloc(size, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}
