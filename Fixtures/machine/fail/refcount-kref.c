// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* kref_get() of an object that was never initialised. */
#include <linux/errno.h>
#include <linux/kref.h>
#include <linux/slab.h>

struct object {
	struct kref ref;
	int id;
};

static void release(struct kref *ref)
{
	kfree(container_of(ref, struct object, ref));
}

int f(int id)
{
	struct object *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	o->id = id;
	kref_get(&o->ref); /* fault: refcount: refcount_inc(): there is no reference left to be added to, in kref_get() of linux/kref.h */
	ret = o->id;
	kref_put(&o->ref, release);
	return ret;
}
