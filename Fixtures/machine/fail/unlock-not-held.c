// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The way out unlocks what this way never locked. */
#include <linux/errno.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);

int f(int invalid)
{
	int ret = 0;

	if (invalid) {
		ret = -EINVAL;
		goto unlock;
	}
	mutex_lock(&lock);
unlock:
	mutex_unlock(&lock); /* fault: unlock-not-held: the mutex ‘lock’ is released and nobody holds it */
	return ret;
}
