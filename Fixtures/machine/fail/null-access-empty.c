// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* An allocation of no bytes succeeds and holds nothing. */
#include <linux/errno.h>
#include <linux/slab.h>

int f(size_t n)
{
	char *text = kmalloc(n, GFP_KERNEL);

	if (!text)
		return -ENOMEM;
	/* fault: null-access: write of 1 byte at ZERO_SIZE_PTR, where an allocation of no bytes is (or at NULL + 16) */
	text[0] = 0;
	kfree(text);
	return 0;
}
