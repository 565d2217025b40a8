// SPDX-License-Identifier: GPL-2.0
/* call: get(user(64), 64) -> 64 */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static const u8 config[48] = { 1, 2, 3 };

long get(void __user *buf, size_t count)
{
	u8 *bounce = kzalloc(count, GFP_KERNEL);
	long ret = count;

	if (!bounce)
		return -ENOMEM;
	memcpy(bounce, config, count < sizeof(config) ? count : sizeof(config));
	if (copy_to_user(buf, bounce, count))
		ret = -EFAULT;
	kfree(bounce);
	return ret;
}
