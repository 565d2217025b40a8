// SPDX-License-Identifier: GPL-2.0
/* call: get(user(8)) -> 0 */
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
	f.reserved = 0;
	if (copy_to_user(buf, &f, sizeof(f)))
		return -EFAULT;
	return 0;
}
