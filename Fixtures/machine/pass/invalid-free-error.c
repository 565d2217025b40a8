// SPDX-License-Identifier: GPL-2.0
/* call: f(user(8), 100) -> -14 */
/* call: f(user(8), 8) -> 0 */
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

int f(const void __user *data, size_t size)
{
	u8 *copy = memdup_user(data, size);
	int ret = 0;

	if (IS_ERR(copy))
		return PTR_ERR(copy);
	kfree(copy);
	return ret;
}
