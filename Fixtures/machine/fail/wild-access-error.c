// SPDX-License-Identifier: GPL-2.0
/* call: f(user(4), 10) */
/* An error that is a pointer is followed. */
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

int f(const void __user *data, size_t size)
{
	u8 *copy = memdup_user(data, size);
	int ret;

	if (!copy)
		return -ENOMEM;
	ret = copy[0]; /* fault: wild-access: read of 1 byte at the error pointer -14 */
	kfree(copy);
	return ret;
}
