// SPDX-License-Identifier: GPL-2.0
/* call: get(user(16)) */
/* Every member is set; what lies between them is not. */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct info {
	u8 kind;
	u32 size;
	u64 offset;
};

int get(void __user *buf)
{
	struct info info;

	info.kind = 1;
	info.size = 4096;
	info.offset = 0;
	if (copy_to_user(buf, &info, sizeof(info))) /* fault: uninitialised-copy-to-user: ? */
		return -EFAULT;
	return 0;
}
