// SPDX-License-Identifier: GPL-2.0
/* call: f(user(4)) -> 146 */
/* target: s390x */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct control {
	u32 valid : 1;
	u32 code : 15;
	u32 count : 12;
	u32 unused : 4;
};

int f(void __user *buf)
{
	struct control c;

	c.valid = 1;
	c.code = 0x1234;
	c.count = 0xabc;
	if (copy_to_user(buf, &c, 3))
		return -EFAULT;
	return *(u8 *)&c;
}
