// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* list_del() twice. */
#include <linux/list.h>

static LIST_HEAD(all);

struct entry { struct list_head node; int id; };

static struct entry entry;

int f(int unused)
{
	list_add(&entry.node, &all);
	list_del(&entry.node);
	if (list_empty(&all))
		list_del(&entry.node); /* fault: bad-list: list_del(): the entry was deleted before */
	return list_empty(&all);
}
