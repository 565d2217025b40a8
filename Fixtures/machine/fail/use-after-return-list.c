// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* An entry on the stack stays in a list. */
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
	if (value > 1)
		return -1;
	list_del(&w.entry);
	return 0;
}

int f(int value)
{
	if (!wait(value))
		return 0;
	/* fault: use-after-return: read of 4 bytes at offset 16 of ‘w’ (24 bytes of stack) */
	return list_first_entry(&waiters, struct waiter, entry)->value;
}
