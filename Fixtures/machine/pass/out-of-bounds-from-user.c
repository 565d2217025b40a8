// SPDX-License-Identifier: GPL-2.0
/* call: set(user(64), 40) -> -22 */
/* call: set(user(8), 24) -> -14 */
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

	if (count != sizeof(r))
		return -EINVAL;
	if (copy_from_user(&r, buf, count))
		return -EFAULT;
	return r.argsz + r.flags;
}
