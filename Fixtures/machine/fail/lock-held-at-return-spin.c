// SPDX-License-Identifier: GPL-2.0
/* call: f(4) */
/* The loop leaves with its lock. */
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static int slots[4];

int f(int limit)
{
	int i;

	for (i = 0; i < limit; i++) {
		spin_lock(&lock);
		if (!slots[i])
			break;
		spin_unlock(&lock);
	}
	/* fault: lock-held-at-return: the spinlock ‘lock’, taken at lock-held-at-return-spin.c:14 in f(), is still held at the return */
	return i;
}
