// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A member is cleared after its owner was freed. */
#include <linux/errno.h>
#include <linux/slab.h>

struct inner { int *counter; };
struct outer { struct inner inner; int counter; };

static void stop(struct inner *i)
{
	*i->counter = 0; /* fault: use-after-free: write of 4 bytes at offset 8 of 16 bytes of heap */
}

int f(int unused)
{
	struct outer *o = kzalloc(sizeof(*o), GFP_KERNEL);
	struct inner local;

	if (!o)
		return -ENOMEM;
	o->inner.counter = &o->counter;
	local = o->inner;
	kfree(o);
	stop(&local);
	return 0;
}
