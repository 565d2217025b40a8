// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 1 */
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);
static int users;

static void get(void)
{
	mutex_lock(&lock);
	users++;
	mutex_unlock(&lock);
}

int f(int want)
{
	mutex_lock(&lock);
	if (!want)
		users = 0;
	mutex_unlock(&lock);
	get();
	return users;
}
