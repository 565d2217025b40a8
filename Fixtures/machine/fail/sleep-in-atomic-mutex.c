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
	/* fault: sleep-in-atomic: this may sleep, and the spinlock ‘lock’, taken at sleep-in-atomic-mutex.c:13 in f(), is held */
	mutex_lock(&list_lock);
	count += n;
	mutex_unlock(&list_lock);
	spin_unlock(&lock);
	return count;
}
