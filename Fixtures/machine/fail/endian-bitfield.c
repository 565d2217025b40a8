// SPDX-License-Identifier: GPL-2.0
/* call: f(user(4)) */
/* target: s390x */
/* Bit-fields begin at the highest bit; the last byte has one that was not set. */
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
	/* fault: uninitialised-copy-to-user: byte 3 of 4 at offset 0 of ‘c’ (4 bytes of stack) was written only in part */
	if (copy_to_user(buf, &c, 4))
		return -EFAULT;
	return *(u8 *)&c;
}
