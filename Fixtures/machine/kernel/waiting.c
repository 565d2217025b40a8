// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* call: timeouts() -> 0 */
/* Threads, completions, wait queues. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/wait.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

static DECLARE_WAIT_QUEUE_HEAD(queue);
static DECLARE_COMPLETION(ready);
static int state, rounds;

static int answer(void *data)
{
	int *calls = data;

	complete(&ready);
	wait_event(queue, state == 1);
	(*calls)++;
	state = 2;
	wake_up(&queue);
	return 0;
}

static int spin(void *data)
{
	while (!kthread_should_stop()) {
		rounds++;
		msleep(1);
	}
	return rounds > 0 ? 17 : 0;
}

int f(void)
{
	struct task_struct *task;
	int calls = 0;

	task = kthread_run(answer, &calls, "answer/%d", 1);
	CHECK(!IS_ERR(task));
	wait_for_completion(&ready);
	CHECK(calls == 0);
	state = 1;
	wake_up_all(&queue);
	CHECK(wait_event_interruptible(queue, state == 2) == 0);
	CHECK(calls == 1 && !try_wait_for_completion(&ready));
	task = kthread_run(spin, NULL, "spin");
	CHECK(!IS_ERR(task));
	while (!rounds)
		schedule();
	CHECK(kthread_stop(task) == 17);
	return 0;
}

int timeouts(void)
{
	struct completion never;
	unsigned long before = jiffies;

	init_completion(&never);
	CHECK(wait_for_completion_timeout(&never, 10) == 0);
	CHECK(time_after_eq(jiffies, before + 10));
	CHECK(wait_event_timeout(queue, state == 99, 5) == 0);
	complete_all(&never);
	CHECK(wait_for_completion_timeout(&never, 10) > 0 && completion_done(&never));
	reinit_completion(&never);
	CHECK(!try_wait_for_completion(&never));
	complete(&never);
	CHECK(wait_for_completion_interruptible(&never) == 0);
	return 0;
}
