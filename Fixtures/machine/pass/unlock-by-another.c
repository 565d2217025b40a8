// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 1 */
#include <linux/mutex.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(lock);
static struct work_struct work;
static int done;

static void run(struct work_struct *w)
{
	done++;
}

int f(int unused)
{
	INIT_WORK(&work, run);
	mutex_lock(&lock);
	schedule_work(&work);
	flush_work(&work);
	mutex_unlock(&lock);
	return done;
}
