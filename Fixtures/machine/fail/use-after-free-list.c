// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* The list is walked over what was just freed. */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/slab.h>

struct item {
	struct list_head next;
	int value;
};

int f(int count)
{
	LIST_HEAD(items);
	struct item *item, *tmp;
	int sum = 0;

	while (count--) {
		item = kmalloc(sizeof(*item), GFP_KERNEL);
		if (!item)
			break;
		item->value = count;
		list_add_tail(&item->next, &items);
	}
	tmp = NULL;
	/* fault: use-after-free: read of 8 bytes at offset 0 of 24 bytes of heap */
	list_for_each_entry(item, &items, next) {
		sum += item->value;
		list_del(&item->next);
		kfree(item);
	}
	return sum + (tmp != NULL);
}
