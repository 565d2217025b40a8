// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* The same for memory of vmalloc(). */
#include <linux/errno.h>
#include <linux/types.h>
#include <linux/vmalloc.h>

struct store {
	u8 *memory;
};

static void drop(struct store *s)
{
	/* fault: double-free: vfree() of 8192 bytes of vmalloc memory that is released already */
	vfree(s->memory);
}

int f(int n)
{
	struct store s = { .memory = vzalloc(8192) };

	if (!s.memory)
		return -ENOMEM;
	drop(&s);
	if (n)
		drop(&s);
	return 0;
}
