// SPDX-License-Identifier: GPL-2.0
/* call: f(user(64)) -> 1 */
/* call: f(user(2)) -> -14 */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct request { u32 argsz, flags; };

int f(struct request __user *r)
{
	u32 argsz;

	if (get_user(argsz, &r->argsz))
		return -EFAULT;
	if (argsz < sizeof(*r))
		return get_user(argsz, &r->flags) ? -EFAULT : 1;
	return argsz;
}
