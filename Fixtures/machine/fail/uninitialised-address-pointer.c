// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* A member of a fresh object is followed. */
#include <linux/errno.h>
#include <linux/slab.h>

struct link {
	struct link *next;
	int value;
};

int f(int value)
{
	struct link *l = kmalloc(sizeof(*l), GFP_KERNEL);
	int ret;

	if (!l)
		return -ENOMEM;
	l->value = value;
	/* fault: uninitialised-address: the address of this read is not initialised */
	ret = l->next->value;
	kfree(l);
	return ret;
}
