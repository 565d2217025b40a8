// SPDX-License-Identifier: GPL-2.0
/* call: f(user(4)) -> 0 */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct request { u32 argsz, flags; };

int f(void __user *arg)
{
	struct request r = { 0 };

	if (copy_from_user(&r, arg, sizeof(r.argsz)))
		return -EFAULT;
	if (r.flags & 1)
		return 1;
	return r.argsz;
}
