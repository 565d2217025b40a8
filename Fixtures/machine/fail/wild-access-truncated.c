// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* A pointer that went through 32 bits is none any more. */
#include <linux/errno.h>
#include <linux/slab.h>

struct box { int value; };

int f(int value)
{
	struct box *box = kmalloc(sizeof(*box), GFP_KERNEL), *again;
	u32 cookie;
	int ret;

	if (!box)
		return -ENOMEM;
	box->value = value;
	cookie = (unsigned long)box;
	again = (struct box *)(unsigned long)cookie;
	ret = again->value; /* fault: wild-access: read of 4 bytes at 0x10008, where no object is */
	kfree(box);
	return ret;
}
