// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 1 */
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
	l->next = l;
	ret = l->next->value;
	kfree(l);
	return ret;
}
