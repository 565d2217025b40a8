// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* call: timeouts() -> 0 */
/* call: turns() -> 0 */
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

static int ticks[2];

static int tick(void *data)
{
	int *count = data;

	while (!kthread_should_stop()) {
		(*count)++;
		msleep(5);
	}
	return 0;
}

static int doze(void *data)
{
	int *woken = data;

	set_current_state(TASK_INTERRUPTIBLE);
	while (!kthread_should_stop()) {
		schedule();
		(*woken)++;
		set_current_state(TASK_INTERRUPTIBLE);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

/* Whoever waits in a loop lets the others go on, and time passes. */
int turns(void)
{
	struct task_struct *first = kthread_run(tick, &ticks[0], "first");
	struct task_struct *second = kthread_run(tick, &ticks[1], "second");
	struct task_struct *dozing;
	unsigned long end = jiffies + 20;
	int woken = 0;

	CHECK(!IS_ERR(first) && !IS_ERR(second));
	while (time_before(jiffies, end))
		schedule();
	CHECK(ticks[0] > 1 && ticks[0] < 10 && ticks[1] > 1 && ticks[1] < 10);
	end = ticks[1];
	while (ticks[1] < end + 3)
		cond_resched();
	end = ticks[0];
	while (ticks[0] < end + 3)
		udelay(100);
	end = ticks[1];
	while (ticks[1] < end + 3)
		cpu_relax();
	CHECK(kthread_stop(first) == 0 && kthread_stop(second) == 0);

	dozing = kthread_run(doze, &woken, "dozing");
	CHECK(!IS_ERR(dozing));
	msleep(50);
	CHECK(woken == 0);
	CHECK(wake_up_process(dozing) == 1);
	msleep(50);
	CHECK(woken == 1 && kthread_stop(dozing) == 0);
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
