// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 3 */
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
	last = (u32 *)(r->data + 1);
	*last = value;
	ret = r->data[1];
	kfree(r);
	return ret;
}
