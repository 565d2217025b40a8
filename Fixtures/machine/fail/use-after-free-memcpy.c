// SPDX-License-Identifier: GPL-2.0
/* call: f("name") */
/* A copy out of memory that is gone. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

static char last[16];

int f(const char *name)
{
	char *copy = kstrdup(name, GFP_KERNEL);

	if (!copy)
		return -ENOMEM;
	kfree(copy);
	memcpy(last, copy, 4); /* fault: use-after-free: read of 4 bytes at offset 0 of 5 bytes of heap */
	return last[0];
}
