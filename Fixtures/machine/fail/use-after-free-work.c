// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The work still runs when its struct is freed. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct job {
	struct work_struct work;
	int done;
};

static void run(struct work_struct *work)
{
	struct job *job = container_of(work, struct job, work);

	job->done = 1; /* fault: use-after-free: write of 4 bytes at offset 32 of 40 bytes of heap */
}

int f(int value)
{
	struct job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	INIT_WORK(&job->work, run);
	schedule_work(&job->work);
	kfree(job);
	flush_scheduled_work();
	return value;
}
