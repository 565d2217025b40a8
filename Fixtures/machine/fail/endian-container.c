// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* target: s390x */
/* The same fault as on x86-64, and the same place. */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/slab.h>

struct queue {
	struct list_head head;
	u16 count;
};

struct element {
	u64 id;
	struct list_head node;
};

int f(int id)
{
	struct queue *q = kzalloc(sizeof(*q), GFP_KERNEL);
	struct element *e;
	u64 ret;

	if (!q)
		return -ENOMEM;
	INIT_LIST_HEAD(&q->head);
	q->count = id;
	e = list_first_entry(&q->head, struct element, node);
	ret = e->id; /* fault: out-of-bounds: read of 8 bytes at offset -8 of 24 bytes of heap */
	kfree(q);
	return ret;
}
