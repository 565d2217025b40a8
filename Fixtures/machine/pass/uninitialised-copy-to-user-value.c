// SPDX-License-Identifier: GPL-2.0
/* call: get(user(8), 9) -> 0 */
/* call: get(user(2), 1) -> -14 */
#include <linux/errno.h>
#include <linux/uaccess.h>

static void look(int which, u32 *value)
{
	if (which < 4)
		*value = which * 10;
}

int get(u32 __user *buf, int which)
{
	u32 value = 0;

	look(which, &value);
	return put_user(value, buf);
}
