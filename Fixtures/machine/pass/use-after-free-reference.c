// SPDX-License-Identifier: GPL-2.0
/* call: f(9) -> 9 */
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
	ret = n->id;
	kref_put(&n->ref, release);
	return ret;
}
