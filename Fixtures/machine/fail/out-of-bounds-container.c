// SPDX-License-Identifier: GPL-2.0
/* call: f(7) */
/* container_of() with a struct that the list's head is no member of. */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/slab.h>

struct region {
	int index;
	struct list_head next;
};

struct device {
	struct list_head regions;
	int count;
};

int f(int index)
{
	struct device *d = kzalloc(sizeof(*d), GFP_KERNEL);
	struct region *r;
	int ret;

	if (!d)
		return -ENOMEM;
	INIT_LIST_HEAD(&d->regions);
	d->count = index;
	r = list_first_entry(&d->regions, struct region, next);
	ret = r->index; /* fault: out-of-bounds: read of 4 bytes at offset -8 of 24 bytes of heap */
	kfree(d);
	return ret;
}
