// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A mutex of cleared memory that nobody initialised. */
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct state {
	struct mutex lock;
	int users;
};

int f(int unused)
{
	struct state *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	/* fault: uninitialised-lock: the lock ‘heap#0’ was never initialised, or was destroyed */
	mutex_lock(&s->lock);
	ret = ++s->users;
	mutex_unlock(&s->lock);
	kfree(s);
	return ret;
}
