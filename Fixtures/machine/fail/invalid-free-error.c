// SPDX-License-Identifier: GPL-2.0
/* call: f(user(8), 100) */
/* An error that is a pointer is handed to kfree(). */
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

int f(const void __user *data, size_t size)
{
	u8 *copy = memdup_user(data, size);
	int ret = 0;

	if (IS_ERR(copy))
		ret = PTR_ERR(copy);
	kfree(copy); /* fault: invalid-free: kfree() of 0xfffffffffffffff2, where no object is */
	return ret;
}
