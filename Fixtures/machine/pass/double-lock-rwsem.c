// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 1 */
#include <linux/rwsem.h>

static DECLARE_RWSEM(sem);
static int value;

int f(int v)
{
	down_read(&sem);
	if (value != v) {
		up_read(&sem);
		down_write(&sem);
		value = v;
		up_write(&sem);
		down_read(&sem);
	}
	up_read(&sem);
	return value;
}
