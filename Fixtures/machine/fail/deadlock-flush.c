// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* Waits for a work under the mutex that the work takes. */
#include <linux/mutex.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(lock);
static struct work_struct work;
static int count;

static void run(struct work_struct *w)
{
	/* fault: deadlock: task 0 (main) waits for the work ‘work’; task 1 (worker of system_wq) waits for the mutex ‘lock’, held by task 0 (main) */
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
	flush_work(&work);
	mutex_unlock(&lock);
	return count;
}
