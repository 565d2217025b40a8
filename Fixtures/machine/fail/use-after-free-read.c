// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* The error path frees, the caller looks again. */
#include <linux/errno.h>
#include <linux/slab.h>

struct state { int users; };

static int start(struct state *s, int users)
{
	if (users > 2) {
		kfree(s);
		return -EBUSY;
	}
	s->users = users;
	return 0;
}

int f(int users)
{
	struct state *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	ret = start(s, users);
	if (ret)
		return ret - s->users; /* fault: use-after-free: read of 4 bytes at offset 0 of 4 bytes of heap */
	kfree(s);
	return 0;
}
