// SPDX-License-Identifier: GPL-2.0
/* call: f(user(64), -4) */
/* A count of bytes that was an int and negative. */
#include <linux/errno.h>
#include <linux/uaccess.h>

static u8 store[64];

int f(const void __user *buf, int count)
{
	if (count > (int)sizeof(store))
		return -EINVAL;
	if (copy_from_user(store, buf, count)) /* fault: bad-copy-size: copy_from_user() of -4 bytes */
		return -EFAULT;
	return count;
}
