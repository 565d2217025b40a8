// SPDX-License-Identifier: GPL-2.0
/* call: f(user(16)) */
/* The user's page may have to be fetched. */
#include <linux/errno.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

static DEFINE_SPINLOCK(lock);
static u32 config[4];

int f(const void __user *arg)
{
	int ret = 0;
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	/* fault: sleep-in-atomic: this may sleep, and the spinlock ‘lock’, taken at sleep-in-atomic-user.c:16 in f(), is held */
	if (copy_from_user(config, arg, sizeof(config)))
		ret = -EFAULT;
	spin_unlock_irqrestore(&lock, flags);
	return ret;
}
