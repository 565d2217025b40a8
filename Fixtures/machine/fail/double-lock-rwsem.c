// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* For writing under the reader's lock. */
#include <linux/rwsem.h>

static DECLARE_RWSEM(sem);
static int value;

int f(int v)
{
	down_read(&sem);
	if (value != v) {
		/* fault: double-lock: the rwsem ‘sem’ is taken twice by task 0 (main): it holds it since double-lock-rwsem.c:11 in f() */
		down_write(&sem);
		value = v;
		up_write(&sem);
	}
	up_read(&sem);
	return value;
}
