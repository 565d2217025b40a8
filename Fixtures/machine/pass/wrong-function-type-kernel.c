// SPDX-License-Identifier: GPL-2.0
/* call: f(5) -> 1 */
#include <linux/workqueue.h>

static struct work_struct work;
static long got;

static void run(struct work_struct *w)
{
	got = 1;
}

int f(int unused)
{
	INIT_WORK(&work, run);
	schedule_work(&work);
	flush_work(&work);
	return got;
}
