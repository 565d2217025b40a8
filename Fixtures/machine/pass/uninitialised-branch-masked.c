// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 1 */
#include <linux/errno.h>
#include <linux/slab.h>

int f(u8 low)
{
	u32 *v = kmalloc(sizeof(*v), GFP_KERNEL);
	int ret;

	if (!v)
		return -ENOMEM;
	*(u8 *)v = low;
	ret = (*v & 0xff) == 1 ? 1 : 0;
	kfree(v);
	return ret;
}
