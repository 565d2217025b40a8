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
	if (copy_to_user(buf, name, sizeof(name))) /* fault: uninitialised-copy-to-user: ? */
		return -EFAULT;
	return 0;
}
