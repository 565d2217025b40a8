// SPDX-License-Identifier: GPL-2.0
/* call: get(user(64), 64) */
/* What lies behind the struct goes to the user. */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct info {
	u32 argsz;
	u32 flags;
};

static struct info info = { .argsz = sizeof(info), .flags = 1 };

int get(void __user *buf, size_t count)
{
	/* fault: out-of-bounds: read of 64 bytes at offset 0 of ‘info’ (8 bytes, global) */
	if (copy_to_user(buf, &info, count))
		return -EFAULT;
	return 0;
}
