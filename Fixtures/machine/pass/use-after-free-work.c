// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 1 */
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

	job->done = 1;
}

int f(int value)
{
	struct job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	INIT_WORK(&job->work, run);
	schedule_work(&job->work);
	flush_work(&job->work);
	kfree(job);
	return value;
}
