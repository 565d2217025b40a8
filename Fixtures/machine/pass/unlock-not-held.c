// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> -22 */
/* call: f(0) -> 0 */
#include <linux/errno.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);

int f(int invalid)
{
	int ret = 0;

	mutex_lock(&lock);
	if (invalid) {
		ret = -EINVAL;
		goto unlock;
	}
unlock:
	mutex_unlock(&lock);
	return ret;
}
