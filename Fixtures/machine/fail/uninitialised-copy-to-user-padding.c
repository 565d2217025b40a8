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
	/* fault: uninitialised-copy-to-user: byte 1 of 16 at offset 0 of ‘info’ (16 bytes of stack) was never written */
	if (copy_to_user(buf, &info, sizeof(info)))
		return -EFAULT;
	return 0;
}
