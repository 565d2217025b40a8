// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* Taken for reading, given back for writing. */
#include <linux/rwsem.h>

static DECLARE_RWSEM(sem);

int f(int n)
{
	down_read(&sem);
	n *= 2;
	/* fault: unlock-not-held: the rwsem ‘sem’ is released in another mode than it was taken in at unlock-not-held-rwsem.c:10 in f() */
	up_write(&sem);
	return n;
}
