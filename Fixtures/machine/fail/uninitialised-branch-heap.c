// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* kmalloc() does not clear. */
#include <linux/errno.h>
#include <linux/slab.h>

struct state {
	int id;
	int enabled;
};

int f(int id)
{
	struct state *s = kmalloc(sizeof(*s), GFP_KERNEL);
	int ret = 0;

	if (!s)
		return -ENOMEM;
	s->id = id;
	if (s->enabled) /* fault: uninitialised-branch: the condition is not initialised */
		ret = s->id;
	kfree(s);
	return ret;
}
