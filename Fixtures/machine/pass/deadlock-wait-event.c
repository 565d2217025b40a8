// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 1 */
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(queue);
static int ready;

int f(int value)
{
	ready = value + 1;
	wake_up(&queue);
	wait_event(queue, ready != 0);
	return ready;
}
