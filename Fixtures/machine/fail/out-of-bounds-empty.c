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
	text[0] = 0; /* fault: out-of-bounds: write of 1 byte at offset 0 of 0 bytes of heap */
	kfree(text);
	return 0;
}
