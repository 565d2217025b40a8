// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 1 */
#include <linux/mutex.h>
#include <linux/spinlock.h>

static DEFINE_MUTEX(list_lock);
static DEFINE_SPINLOCK(lock);
static int count;

int f(int n)
{
	mutex_lock(&list_lock);
	spin_lock(&lock);
	count += n;
	spin_unlock(&lock);
	mutex_unlock(&list_lock);
	return count;
}
