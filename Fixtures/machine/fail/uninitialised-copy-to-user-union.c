// SPDX-License-Identifier: GPL-2.0
/* call: get(user(16)) */
/* The shorter half of a union is set, the whole is copied. */
#include <linux/errno.h>
#include <linux/uaccess.h>

struct event {
	u32 type;
	u32 length;
	union {
		u32 irq;
		u64 address;
	} u;
};

int get(void __user *buf)
{
	struct event e;

	e.type = 2;
	e.length = 4;
	e.u.irq = 5;
	/* fault: uninitialised-copy-to-user: byte 12 of 16 at offset 0 of ‘e’ (16 bytes of stack) was never written */
	if (copy_to_user(buf, &e, sizeof(e)))
		return -EFAULT;
	return 0;
}
