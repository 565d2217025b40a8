// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A reference is taken of what has none left. */
#include <linux/refcount.h>

static refcount_t users = REFCOUNT_INIT(1);

int f(int unused)
{
	if (!refcount_dec_and_test(&users))
		return -1;
	/* fault: refcount: refcount_inc(): there is no reference left to be added to */
	refcount_inc(&users);
	return refcount_read(&users);
}
