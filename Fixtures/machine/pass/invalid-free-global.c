// SPDX-License-Identifier: GPL-2.0
/* call: f("") -> 117 */
/* call: f("x") -> 120 */
#include <linux/slab.h>
#include <linux/string.h>

static char unnamed[] = "unnamed";

int f(const char *name)
{
	char *copy = *name ? kstrdup(name, GFP_KERNEL) : unnamed;
	int ret = copy ? copy[0] : -1;

	if (copy != unnamed)
		kfree(copy);
	return ret;
}
