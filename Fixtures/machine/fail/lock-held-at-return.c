// SPDX-License-Identifier: GPL-2.0
/* call: f(-1) */
/* An early return inside the locked part. */
#include <linux/errno.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);
static int state;

int f(int next)
{
	mutex_lock(&lock);
	if (next < 0)
		return -EINVAL;
	state = next;
	mutex_unlock(&lock);
	return 0;
/* fault: lock-held-at-return: the mutex ‘lock’, taken at lock-held-at-return.c:12 in f(), is still held at the return */
}
