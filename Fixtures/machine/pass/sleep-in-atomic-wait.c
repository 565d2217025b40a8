// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 0 */
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
	cancel_work_sync(&work);
	spin_lock(&lock);
	spin_unlock(&lock);
	return 0;
}
