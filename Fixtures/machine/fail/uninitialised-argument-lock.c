// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A mutex nobody initialised. */
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct state {
	struct mutex lock;
	int users;
};

int f(int unused)
{
	struct state *s = kmalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	s->users = 1;
	/* fault: uninitialised-argument: mutex_lock() reads 4 bytes at offset 0 of 40 bytes of heap that were never written */
	mutex_lock(&s->lock);
	ret = s->users;
	mutex_unlock(&s->lock);
	kfree(s);
	return ret;
}
