// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A workqueue is cleared by hand. */
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/workqueue.h>

int f(int unused)
{
	struct workqueue_struct *wq = alloc_workqueue("jobs", 0, 1);

	if (!wq)
		return -ENOMEM;
	memset(wq, 0, 8); /* fault: opaque-access: ? */
	destroy_workqueue(wq);
	return 0;
}
