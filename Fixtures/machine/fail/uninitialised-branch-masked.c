// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* Bits that were cut off do no harm, until one is left in. */
#include <linux/errno.h>
#include <linux/slab.h>

int f(u8 low)
{
	u32 *v = kmalloc(sizeof(*v), GFP_KERNEL);
	int ret;

	if (!v)
		return -ENOMEM;
	*(u8 *)v = low;
	/* fault: uninitialised-branch: the condition is not initialised */
	ret = (*v & 0x1ff) == 1 ? 1 : 0;
	kfree(v);
	return ret;
}
