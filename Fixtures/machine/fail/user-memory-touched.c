// SPDX-License-Identifier: GPL-2.0
/* call: f(user(64)) */
/* The user's pointer is followed as if it were the kernel's. */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct request { u32 argsz, flags; };

int f(struct request __user *r)
{
	u32 argsz;

	if (get_user(argsz, &r->argsz))
		return -EFAULT;
	if (argsz < sizeof(*r))
		/* fault: user-memory-touched: read of 4 bytes at offset 4 of ‘user buffer’ (64 bytes of user memory) */
		argsz = r->flags;
	return argsz;
}
