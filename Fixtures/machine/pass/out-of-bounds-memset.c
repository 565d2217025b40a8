// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
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
	memset(s, 0, sizeof(*s));
	ret = s->a + s->b;
	kfree(s);
	return ret;
}
