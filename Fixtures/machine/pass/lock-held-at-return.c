// SPDX-License-Identifier: GPL-2.0
/* call: f(-1) -> -22 */
/* call: f(1) -> 0 */
#include <linux/errno.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);
static int state;

int f(int next)
{
	mutex_lock(&lock);
	if (next < 0) {
		mutex_unlock(&lock);
		return -EINVAL;
	}
	state = next;
	mutex_unlock(&lock);
	return 0;
}
