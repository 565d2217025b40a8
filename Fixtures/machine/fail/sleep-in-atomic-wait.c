// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* Waiting for a work while a spinlock is held. */
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(lock);
static struct work_struct work;
static int ran;

static void run(struct work_struct *w)
{
	ran = 1;
}

int f(int unused)
{
	INIT_WORK(&work, run);
	schedule_work(&work);
	spin_lock(&lock);
	/* fault: sleep-in-atomic: this may sleep, and the spinlock ‘lock’, taken at sleep-in-atomic-wait.c:20 in f(), is held */
	cancel_work_sync(&work);
	spin_unlock(&lock);
	return 0;
}
