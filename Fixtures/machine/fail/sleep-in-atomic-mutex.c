// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* A mutex inside a spinlock. */
#include <linux/mutex.h>
#include <linux/spinlock.h>

static DEFINE_MUTEX(list_lock);
static DEFINE_SPINLOCK(lock);
static int count;

int f(int n)
{
	spin_lock(&lock);
	mutex_lock(&list_lock); /* fault: sleep-in-atomic: ? */
	count += n;
	mutex_unlock(&list_lock);
	spin_unlock(&lock);
	return count;
}
