// SPDX-License-Identifier: GPL-2.0
/* call: f(user(4), 10) -> -14 */
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

int f(const void __user *data, size_t size)
{
	u8 *copy = memdup_user(data, size);
	int ret;

	if (IS_ERR(copy))
		return PTR_ERR(copy);
	ret = copy[0];
	kfree(copy);
	return ret;
}
