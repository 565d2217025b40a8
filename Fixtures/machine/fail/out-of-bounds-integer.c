// SPDX-License-Identifier: GPL-2.0
/* call: f(12) */
/* A pointer that went through unsigned long still belongs to its object. */
#include <linux/errno.h>
#include <linux/slab.h>

struct buffer {
	unsigned long base;
	unsigned int size;
};

static int peek(const struct buffer *b, unsigned int at)
{
	/* fault: out-of-bounds: read of 4 bytes at offset 12 of 12 bytes of heap */
	return *(u32 *)(b->base + at);
}

int f(unsigned int at)
{
	struct buffer b = { .size = 12 };
	int ret;

	b.base = (unsigned long)kzalloc(b.size, GFP_KERNEL);
	if (!b.base)
		return -ENOMEM;
	ret = at <= b.size ? peek(&b, at) : -EINVAL;
	kfree((void *)b.base);
	return ret;
}
