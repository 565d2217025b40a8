// SPDX-License-Identifier: GPL-2.0
/* call: f(user(64), -4) -> -22 */
/* call: f(user(64), 64) -> 64 */
#include <linux/errno.h>
#include <linux/uaccess.h>

static u8 store[64];

int f(const void __user *buf, int count)
{
	if (count < 0 || count > (int)sizeof(store))
		return -EINVAL;
	if (copy_from_user(store, buf, count))
		return -EFAULT;
	return count;
}
