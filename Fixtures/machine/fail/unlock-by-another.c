// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The mutex belongs to the task that took it. */
#include <linux/mutex.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(lock);
static struct work_struct work;
static int done;

static void run(struct work_struct *w)
{
	done++;
	/* fault: unlock-by-another: the mutex ‘lock’ is released by task 1 (worker of system_wq), but task 0 (main) took it at unlock-by-another.c:21 in f() */
	mutex_unlock(&lock);
}

int f(int unused)
{
	INIT_WORK(&work, run);
	mutex_lock(&lock);
	schedule_work(&work);
	flush_work(&work);
	return done;
}
