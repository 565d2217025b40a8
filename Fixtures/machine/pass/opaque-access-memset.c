// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/workqueue.h>

int f(int unused)
{
	struct workqueue_struct *wq = alloc_workqueue("jobs", 0, 1);

	if (!wq)
		return -ENOMEM;
	flush_workqueue(wq);
	destroy_workqueue(wq);
	return 0;
}
