// SPDX-License-Identifier: GPL-2.0
/* call: f(user(64), 8) -> 8 */
/* call: f(user(64), 65) -> -22 */
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static u8 config[64];

long f(const char __user *buf, size_t count)
{
	if (count > sizeof(config))
		return -EINVAL;
	if (copy_from_user(config, buf, count))
		return -EFAULT;
	return count;
}
