// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* The size of the struct is cleared where a pointer to a smaller one is held. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

struct small { u32 a, b; };
struct large { struct small s; u64 more; };

int f(int unused)
{
	struct small *s = kmalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	/* fault: out-of-bounds: write of 16 bytes at offset 0 of 8 bytes of heap */
	memset(s, 0, sizeof(struct large));
	ret = s->a + s->b;
	kfree(s);
	return ret;
}
