// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* Two tasks, two mutexes, two orders. */
#include <linux/completion.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);
static DECLARE_COMPLETION(started);
static struct work_struct work;
static int steps;

static void run(struct work_struct *w)
{
	mutex_lock(&second);
	complete(&started);
	mutex_lock(&first);
	steps++;
	mutex_unlock(&first);
	mutex_unlock(&second);
}

int f(int unused)
{
	INIT_WORK(&work, run);
	mutex_lock(&first);
	schedule_work(&work);
	wait_for_completion(&started);
	/* fault: deadlock: task 0 (main) waits for the mutex ‘second’, held by task 1 (worker of system_wq); task 1 (worker of system_wq) waits for the mutex ‘first’, held by task 0 (main) */
	mutex_lock(&second);
	steps++;
	mutex_unlock(&second);
	mutex_unlock(&first);
	flush_work(&work);
	return steps;
}
