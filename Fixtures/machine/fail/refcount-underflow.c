// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* Put twice, got once. */
#include <linux/refcount.h>

static refcount_t users = REFCOUNT_INIT(1);

static int put(void)
{
	/* fault: refcount: refcount_dec_and_test(): there is no reference left to be dropped */
	return refcount_dec_and_test(&users);
}

int f(int unused)
{
	int last = put();

	return last + put();
}
