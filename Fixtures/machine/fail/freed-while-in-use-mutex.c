// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* The object goes while its mutex is held. */
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
	/* fault: freed-while-in-use: the memory of the mutex ‘&s->lock’ is freed while it is in use since freed-while-in-use-mutex.c:20 in f() */
	kfree(s);
	return 0;
}
