// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* An entry was freed while it was a member; the next one to be added finds it. */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/slab.h>

static LIST_HEAD(all);

struct entry { struct list_head node; int id; };

static struct entry *add(int id)
{
	struct entry *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (!e)
		return NULL;
	e->id = id;
	/* fault: use-after-free: read of 8 bytes at offset 8 of 24 bytes of heap */
	list_add(&e->node, &all);
	return e;
}

int f(int id)
{
	struct entry *first = add(id);
	struct entry *second;

	if (!first)
		return -ENOMEM;
	kfree(first);
	second = add(id + 1);
	return second ? second->id : -ENOMEM;
}
