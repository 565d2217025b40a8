// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* Works: scheduled, queued, delayed, flushed, cancelled. */
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

struct job {
	struct work_struct work;
	struct delayed_work later;
	int runs;
	int late;
};

static void run(struct work_struct *work)
{
	container_of(work, struct job, work)->runs++;
}

static void run_late(struct work_struct *work)
{
	struct job *job = container_of(to_delayed_work(work), struct job, later);

	if (++job->late < 3)
		schedule_delayed_work(&job->later, 1);
}

int f(void)
{
	struct job *job = kzalloc(sizeof(*job), GFP_KERNEL);
	struct workqueue_struct *wq;

	CHECK(job);
	INIT_WORK(&job->work, run);
	INIT_DELAYED_WORK(&job->later, run_late);
	CHECK(schedule_work(&job->work) && !schedule_work(&job->work));
	flush_work(&job->work);
	CHECK(job->runs == 1 && !work_pending(&job->work));
	CHECK(schedule_work(&job->work) && cancel_work_sync(&job->work));
	CHECK(!cancel_work_sync(&job->work));
	wq = alloc_workqueue("jobs", WQ_MEM_RECLAIM, 0);
	CHECK(wq);
	CHECK(queue_work(wq, &job->work));
	flush_workqueue(wq);
	CHECK(job->runs == 2);
	CHECK(queue_delayed_work(wq, &job->later, HZ));
	CHECK(cancel_delayed_work_sync(&job->later) && job->late == 0);
	queue_work(wq, &job->work);
	destroy_workqueue(wq);
	CHECK(job->runs == 3);
	wq = create_singlethread_workqueue("single");
	CHECK(wq);
	queue_delayed_work(wq, &job->later, 0);
	flush_delayed_work(&job->later);
	CHECK(job->late >= 1);
	cancel_delayed_work_sync(&job->later);
	destroy_workqueue(wq);
	kfree(job);
	return 0;
}
