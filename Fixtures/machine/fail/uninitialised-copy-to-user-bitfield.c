// SPDX-License-Identifier: GPL-2.0
/* call: get(user(8)) */
/* A word of flags that has a bit nobody set. */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct flags {
	u32 valid : 1;
	u32 mode : 4;
	u32 reserved : 27;
};

int get(void __user *buf)
{
	struct flags f;

	f.valid = 1;
	f.mode = 3;
	/* fault: uninitialised-copy-to-user: byte 0 of 4 at offset 0 of ‘f’ (4 bytes of stack) was written only in part */
	if (copy_to_user(buf, &f, sizeof(f)))
		return -EFAULT;
	return 0;
}
