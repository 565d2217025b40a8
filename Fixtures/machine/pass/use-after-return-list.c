// SPDX-License-Identifier: GPL-2.0
/* call: f(2) -> 1 */
#include <linux/list.h>

struct waiter {
	struct list_head entry;
	int value;
};

static LIST_HEAD(waiters);

static int wait(int value)
{
	struct waiter w = { .value = value };

	list_add(&w.entry, &waiters);
	list_del(&w.entry);
	if (value > 1)
		return -1;
	return 0;
}

int f(int value)
{
	if (!wait(value))
		return 0;
	return list_empty(&waiters);
}
