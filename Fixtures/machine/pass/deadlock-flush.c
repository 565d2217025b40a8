// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 2 */
#include <linux/mutex.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(lock);
static struct work_struct work;
static int count;

static void run(struct work_struct *w)
{
	mutex_lock(&lock);
	count++;
	mutex_unlock(&lock);
}

int f(int start)
{
	INIT_WORK(&work, run);
	mutex_lock(&lock);
	count = start;
	schedule_work(&work);
	mutex_unlock(&lock);
	flush_work(&work);
	return count;
}
