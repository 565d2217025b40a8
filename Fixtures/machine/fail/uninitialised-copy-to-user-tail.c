// SPDX-License-Identifier: GPL-2.0
/* call: get(user(64)) */
/* The string is short, the array is not. */
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/uaccess.h>

int get(void __user *buf)
{
	char name[32];

	strscpy(name, "mdev", sizeof(name));
	/* fault: uninitialised-copy-to-user: byte 5 of 32 at offset 0 of ‘name’ (32 bytes of stack) was never written */
	if (copy_to_user(buf, name, sizeof(name)))
		return -EFAULT;
	return 0;
}
