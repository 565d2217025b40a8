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
	mutex_lock(&s->lock); /* fault: uninitialised-argument: ? */
	ret = s->users;
	mutex_unlock(&s->lock);
	kfree(s);
	return ret;
}
