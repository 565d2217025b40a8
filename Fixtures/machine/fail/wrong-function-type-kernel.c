// SPDX-License-Identifier: GPL-2.0
/* call: f(5) */
/* The kernel calls a work function that takes something else. */
#include <linux/workqueue.h>

static struct work_struct work;
static long got;

static int run(struct work_struct *w, long extra)
{
	got = extra;
	return 0;
}

int f(int unused)
{
	INIT_WORK(&work, (work_func_t)run);
	schedule_work(&work);
	/* fault: wrong-function-type: run() is i32(ptr, i64) and is called as void(ptr) */
	flush_work(&work);
	return got;
}
