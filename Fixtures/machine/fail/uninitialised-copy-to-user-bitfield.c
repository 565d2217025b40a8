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
	if (copy_to_user(buf, &f, sizeof(f))) /* fault: uninitialised-copy-to-user: ? */
		return -EFAULT;
	return 0;
}
