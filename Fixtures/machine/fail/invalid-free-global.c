// SPDX-License-Identifier: GPL-2.0
/* call: f("") */
/* The default name was never allocated. */
#include <linux/slab.h>
#include <linux/string.h>

static char unnamed[] = "unnamed";

int f(const char *name)
{
	char *copy = *name ? kstrdup(name, GFP_KERNEL) : unnamed;
	int ret = copy ? copy[0] : -1;

	kfree(copy); /* fault: invalid-free: kfree() of ‘unnamed’ (8 bytes, global) */
	return ret;
}
