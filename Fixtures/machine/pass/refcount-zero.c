// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 1 */
#include <linux/refcount.h>

static refcount_t users = REFCOUNT_INIT(1);

int f(int unused)
{
	if (!refcount_dec_and_test(&users))
		return -1;
	refcount_set(&users, 1);
	return refcount_read(&users);
}
