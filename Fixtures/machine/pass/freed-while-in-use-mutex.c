// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
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

	if (!s)
		return -ENOMEM;
	mutex_init(&s->lock);
	mutex_lock(&s->lock);
	s->users = 0;
	mutex_unlock(&s->lock);
	kfree(s);
	return 0;
}
