// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* Taken for reading, given back for writing. */
#include <linux/rwsem.h>

static DECLARE_RWSEM(sem);

int f(int n)
{
	down_read(&sem);
	n *= 2;
	up_write(&sem); /* fault: unlock-not-held: ? */
	return n;
}
