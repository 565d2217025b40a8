// SPDX-License-Identifier: GPL-2.0
/* call: get(user(16)) -> 0 */
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/uaccess.h>

struct info {
	u8 kind;
	u32 size;
	u64 offset;
};

int get(void __user *buf)
{
	struct info info;

	memset(&info, 0, sizeof(info));
	info.kind = 1;
	info.size = 4096;
	info.offset = 0;
	if (copy_to_user(buf, &info, sizeof(info)))
		return -EFAULT;
	return 0;
}
