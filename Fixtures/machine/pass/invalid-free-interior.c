// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 110 */
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
	kfree(text);
	return ret;
}
