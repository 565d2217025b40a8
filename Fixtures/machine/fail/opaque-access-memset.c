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
	/* fault: opaque-access: write of 8 bytes at offset 0 of the object ‘jobs’, whose type this file does not know */
	memset(wq, 0, 8);
	destroy_workqueue(wq);
	return 0;
}
