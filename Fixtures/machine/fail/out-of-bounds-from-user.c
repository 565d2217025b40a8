// SPDX-License-Identifier: GPL-2.0
/* call: set(user(64), 40) */
/* The user says how long his struct is, and is believed. */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct request {
	u32 argsz;
	u32 flags;
	u64 data[2];
};

int set(void __user *buf, size_t count)
{
	struct request r;

	/* fault: out-of-bounds: write of 40 bytes at offset 0 of ‘r’ (24 bytes of stack) */
	if (copy_from_user(&r, buf, count))
		return -EFAULT;
	return r.argsz + r.flags;
}
