// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* A spinlock is not taken twice either. */
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static int level;

static int raise(int by)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags); /* fault: double-lock: ? */
	level += by;
	spin_unlock_irqrestore(&lock, flags);
	return level;
}

int f(int by)
{
	int ret;

	spin_lock(&lock);
	level = 0;
	ret = raise(by);
	spin_unlock(&lock);
	return ret;
}
