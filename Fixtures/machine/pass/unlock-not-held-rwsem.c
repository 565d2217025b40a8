// SPDX-License-Identifier: GPL-2.0
/* call: f(2) -> 4 */
#include <linux/rwsem.h>

static DECLARE_RWSEM(sem);

int f(int n)
{
	down_read(&sem);
	n *= 2;
	up_read(&sem);
	return n;
}
