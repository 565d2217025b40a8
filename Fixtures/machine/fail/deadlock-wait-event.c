// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* The condition was set, but nobody was woken before; nobody else is left to. */
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(queue);
static int ready;

int f(int value)
{
	ready = value;
	wake_up(&queue);
	/* fault: deadlock: task 0 (main) waits for the wait queue ‘queue’ */
	wait_event(queue, ready != 0);
	return ready;
}
