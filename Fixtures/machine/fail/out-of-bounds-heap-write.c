// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* The last word written begins inside the object and ends behind it. */
#include <linux/errno.h>
#include <linux/slab.h>

struct record {
	u8 kind;
	u8 data[5];
};

int f(int value)
{
	struct record *r = kzalloc(sizeof(*r), GFP_KERNEL);
	u32 *last;
	int ret;

	if (!r)
		return -ENOMEM;
	last = (u32 *)(r->data + 2);
	*last = value; /* fault: out-of-bounds: write of 4 bytes at offset 3 of 6 bytes of heap */
	ret = r->data[2];
	kfree(r);
	return ret;
}
