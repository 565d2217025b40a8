// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* Put twice, got once. */
#include <linux/refcount.h>

static refcount_t users = REFCOUNT_INIT(1);

static int put(void)
{
	return refcount_dec_and_test(&users); /* fault: refcount: ? */
}

int f(int unused)
{
	int last = put();

	return last + put();
}
