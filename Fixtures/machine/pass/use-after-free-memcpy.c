// SPDX-License-Identifier: GPL-2.0
/* call: f("name") -> 110 */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

static char last[16];

int f(const char *name)
{
	char *copy = kstrdup(name, GFP_KERNEL);

	if (!copy)
		return -ENOMEM;
	memcpy(last, copy, 4);
	kfree(copy);
	return last[0];
}
