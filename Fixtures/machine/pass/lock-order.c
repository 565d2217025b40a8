// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
#include <linux/mutex.h>

static DEFINE_MUTEX(parents);
static DEFINE_MUTEX(children);
static int count;

static void add(void)
{
	mutex_lock(&parents);
	mutex_lock(&children);
	count++;
	mutex_unlock(&children);
	mutex_unlock(&parents);
}

static void drop(void)
{
	mutex_lock(&parents);
	mutex_lock(&children);
	count--;
	mutex_unlock(&children);
	mutex_unlock(&parents);
}

int f(int unused)
{
	add();
	drop();
	return count;
}
