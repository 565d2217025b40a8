// SPDX-License-Identifier: GPL-2.0
/* call: get(user(64), 64) */
/* A bounce buffer of which only the front was read into. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static const u8 config[48] = { 1, 2, 3 };

long get(void __user *buf, size_t count)
{
	u8 *bounce = kmalloc(count, GFP_KERNEL);
	long ret = count;

	if (!bounce)
		return -ENOMEM;
	memcpy(bounce, config, count < sizeof(config) ? count : sizeof(config));
	/* fault: uninitialised-copy-to-user: byte 48 of 64 at offset 0 of 64 bytes of heap was never written */
	if (copy_to_user(buf, bounce, count))
		ret = -EFAULT;
	kfree(bounce);
	return ret;
}
