// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* Nobody has cancelled the timer. */
#include <linux/errno.h>
#include <linux/hrtimer.h>
#include <linux/slab.h>

struct job {
	struct hrtimer timer;
	int done;
};

static enum hrtimer_restart run(struct hrtimer *timer)
{
	container_of(timer, struct job, timer)->done = 1;
	return HRTIMER_NORESTART;
}

int f(int value)
{
	struct job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	hrtimer_init(&job->timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	job->timer.function = run;
	hrtimer_start(&job->timer, ms_to_ktime(value), HRTIMER_MODE_REL);
	kfree(job); /* fault: freed-while-in-use: the memory of the timer ‘heap#0’ is freed while the timer is started */
	return value;
}
