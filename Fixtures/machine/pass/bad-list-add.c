// SPDX-License-Identifier: GPL-2.0
/* call: f(2) -> 1 */
#include <linux/list.h>

static LIST_HEAD(all);

struct entry { struct list_head node; int id; };

static struct entry entry;

int f(int times)
{
	int n = 0;
	struct list_head *at;

	while (times--) {
		list_add_tail(&entry.node, &all);
		if (times)
			list_del(&entry.node);
	}
	list_for_each(at, &all)
		n++;
	return n;
}
