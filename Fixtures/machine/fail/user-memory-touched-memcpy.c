// SPDX-License-Identifier: GPL-2.0
/* call: f(user(64), 8) */
/* memcpy() is no copy_from_user(). */
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static u8 config[64];

long f(const char __user *buf, size_t count)
{
	if (count > sizeof(config))
		return -EINVAL;
	/* fault: user-memory-touched: read of 8 bytes at offset 0 of ‘user buffer’ (64 bytes of user memory) */
	memcpy(config, (const void *)buf, count);
	return count;
}
