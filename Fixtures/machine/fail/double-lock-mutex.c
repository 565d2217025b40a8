// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* The helper takes what its caller holds. */
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);
static int users;

static void get(void)
{
	/* fault: double-lock: the mutex ‘lock’ is taken twice by task 0 (main): it holds it since double-lock-mutex.c:19 in f() */
	mutex_lock(&lock);
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
