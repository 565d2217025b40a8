// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* The pointer has moved on since it was allocated. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

int f(int unused)
{
	char *text = kstrdup("  name", GFP_KERNEL);
	char *word;
	int ret;

	if (!text)
		return -ENOMEM;
	word = skip_spaces(text);
	ret = word[0];
	kfree(word); /* fault: invalid-free: kfree() of a pointer to offset 2 of 7 bytes of heap */
	return ret;
}
