// SPDX-License-Identifier: GPL-2.0
/* call: f(12) -> -22 */
/* call: f(8) -> 0 */
#include <linux/errno.h>
#include <linux/slab.h>

struct buffer {
	unsigned long base;
	unsigned int size;
};

static int peek(const struct buffer *b, unsigned int at)
{
	return *(u32 *)(b->base + at);
}

int f(unsigned int at)
{
	struct buffer b = { .size = 12 };
	int ret;

	b.base = (unsigned long)kzalloc(b.size, GFP_KERNEL);
	if (!b.base)
		return -ENOMEM;
	ret = at + sizeof(u32) <= b.size ? peek(&b, at) : -EINVAL;
	kfree((void *)b.base);
	return ret;
}
