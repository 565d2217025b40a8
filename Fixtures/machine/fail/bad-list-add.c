// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* The same entry is added again. */
#include <linux/list.h>

static LIST_HEAD(all);

struct entry { struct list_head node; int id; };

static struct entry entry;

int f(int times)
{
	int n = 0;
	struct list_head *at;

	while (times--)
		/* fault: bad-list: list_add_tail(): the entry is in the list already */
		list_add_tail(&entry.node, &all);
	list_for_each(at, &all)
		n++;
	return n;
}
