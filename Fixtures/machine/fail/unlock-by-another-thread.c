// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The same with a thread and a completion. */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mutex.h>

struct job {
	struct mutex lock;
	struct completion done;
	int result;
};

static int thread(void *data)
{
	struct job *job = data;

	job->result = 7;
	/* fault: unlock-by-another: the mutex ‘&job.lock’ is released by task 1 (thread), but task 0 (main) took it at unlock-by-another-thread.c:33 in f() */
	mutex_unlock(&job->lock);
	complete(&job->done);
	return 0;
}

int f(int unused)
{
	struct task_struct *task;
	struct job job;

	mutex_init(&job.lock);
	init_completion(&job.done);
	mutex_lock(&job.lock);
	task = kthread_run(thread, &job, "thread");
	if (IS_ERR(task))
		return PTR_ERR(task);
	wait_for_completion(&job.done);
	return job.result;
}
