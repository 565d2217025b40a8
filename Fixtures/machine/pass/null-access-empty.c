// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
#include <linux/errno.h>
#include <linux/slab.h>

int f(size_t n)
{
	char *text = kmalloc(n + 1, GFP_KERNEL);

	if (!text)
		return -ENOMEM;
	text[0] = 0;
	kfree(text);
	return 0;
}
