// SPDX-License-Identifier: GPL-2.0
/* call: f(user(16)) -> 0 */
/* call: f(user(8)) -> -14 */
#include <linux/errno.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static DEFINE_SPINLOCK(lock);
static u32 config[4];

int f(const void __user *arg)
{
	u32 bounce[4];
	unsigned long flags;

	if (copy_from_user(bounce, arg, sizeof(bounce)))
		return -EFAULT;
	spin_lock_irqsave(&lock, flags);
	memcpy(config, bounce, sizeof(config));
	spin_unlock_irqrestore(&lock, flags);
	return 0;
}
