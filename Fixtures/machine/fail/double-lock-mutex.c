// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The helper takes what its caller holds. */
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);
static int users;

static void get(void)
{
	mutex_lock(&lock); /* fault: double-lock: ? */
	users++;
	mutex_unlock(&lock);
}

int f(int want)
{
	mutex_lock(&lock);
	if (want)
		get();
	mutex_unlock(&lock);
	return users;
}
