// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* A spinlock is not taken twice either. */
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static int level;

static int raise(int by)
{
	unsigned long flags;

	/* fault: double-lock: the spinlock ‘lock’ is taken twice by task 0 (main): it holds it since double-lock-spin.c:24 in f() */
	spin_lock_irqsave(&lock, flags);
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
