// SPDX-License-Identifier: GPL-2.0
/* call: f(user(4)) */
/* The rest of the struct stays as it was when the copy was short. */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct request { u32 argsz, flags; };

int f(void __user *arg)
{
	struct request r;

	if (copy_from_user(&r, arg, sizeof(r.argsz)))
		return -EFAULT;
	if (r.flags & 1) /* fault: uninitialised-branch: the condition is not initialised */
		return 1;
	return r.argsz;
}
