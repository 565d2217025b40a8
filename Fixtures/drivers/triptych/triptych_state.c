// SPDX-License-Identifier: GPL-2.0
/*
 * triptych - the panels
 */
#include <linux/kernel.h>
#include <linux/slab.h>

#include "triptych.h"

struct triptych *triptych_alloc(void)
{
	struct triptych *t;

	t = kzalloc(sizeof(*t), GFP_KERNEL);
	if (t)
		mutex_init(&t->lock);
	return t;
}

void triptych_free(struct triptych *t)
{
	mutex_destroy(&t->lock);
	kfree(t);
}
