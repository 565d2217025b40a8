// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* The last reference is dropped, then the object's name is read. */
#include <linux/errno.h>
#include <linux/kref.h>
#include <linux/slab.h>

struct node {
	struct kref ref;
	int id;
};

static void release(struct kref *ref)
{
	kfree(container_of(ref, struct node, ref));
}

int f(int id)
{
	struct node *n = kzalloc(sizeof(*n), GFP_KERNEL);
	int ret;

	if (!n)
		return -ENOMEM;
	kref_init(&n->ref);
	n->id = id;
	kref_put(&n->ref, release);
	ret = n->id; /* fault: use-after-free: read of 4 bytes at offset 4 of 8 bytes of heap */
	return ret;
}
