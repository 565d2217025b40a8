// SPDX-License-Identifier: GPL-2.0
/* call: get(user(8), 9) */
/* put_user() of a value that was not found. */
#include <linux/errno.h>
#include <linux/uaccess.h>

static void look(int which, u32 *value)
{
	if (which < 4)
		*value = which * 10;
}

int get(u32 __user *buf, int which)
{
	u32 value;

	look(which, &value);
	/* fault: uninitialised-copy-to-user: byte 0 of 4 at offset 0 of ‘__pu’ (4 bytes of stack) was never written */
	return put_user(value, buf);
}
