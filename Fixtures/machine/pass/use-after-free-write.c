// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
#include <linux/errno.h>
#include <linux/slab.h>

struct inner { int *counter; };
struct outer { struct inner inner; int counter; };

static void stop(struct inner *i)
{
	*i->counter = 0;
}

int f(int unused)
{
	struct outer *o = kzalloc(sizeof(*o), GFP_KERNEL);
	struct inner local;

	if (!o)
		return -ENOMEM;
	o->inner.counter = &o->counter;
	local = o->inner;
	stop(&local);
	kfree(o);
	return 0;
}
