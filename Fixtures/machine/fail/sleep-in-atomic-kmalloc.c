// SPDX-License-Identifier: GPL-2.0
/* call: f(8) */
/* GFP_KERNEL may sleep. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static void *buffer;

int f(size_t size)
{
	spin_lock(&lock);
	/* fault: sleep-in-atomic: this may sleep, and the spinlock ‘lock’, taken at sleep-in-atomic-kmalloc.c:13 in f(), is held */
	buffer = kzalloc(size, GFP_KERNEL);
	spin_unlock(&lock);
	if (!buffer)
		return -ENOMEM;
	kfree(buffer);
	return 0;
}
