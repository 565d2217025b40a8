// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* One function takes them in one order, another in the other: some day they meet. */
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
	mutex_lock(&children);
	/* fault: lock-order: the mutex ‘parents’ is taken while the mutex ‘children’, taken at lock-order.c:21 in drop(), is held; in the other order: the mutex ‘children’ at lock-order.c:13 in add() while the mutex ‘parents’ was held */
	mutex_lock(&parents);
	count--;
	mutex_unlock(&parents);
	mutex_unlock(&children);
}

int f(int unused)
{
	add();
	drop();
	return count;
}
