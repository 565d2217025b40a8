// SPDX-License-Identifier: GPL-2.0
/* call: f(5) */
/* The thread that would complete has an early way out. */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>

static DECLARE_COMPLETION(done);
static int limit;

static int worker(void *data)
{
	if (limit > 3)
		return -1;
	complete(&done);
	return 0;
}

int f(int value)
{
	struct task_struct *task;

	limit = value;
	task = kthread_run(worker, NULL, "worker");
	if (IS_ERR(task))
		return PTR_ERR(task);
	wait_for_completion(&done); /* fault: deadlock: task 0 (main) waits for the completion ‘done’ */
	return limit;
}
