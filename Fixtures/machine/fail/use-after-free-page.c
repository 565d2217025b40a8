// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* A page that went back is written. */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/types.h>

int f(int value)
{
	u8 *page = (u8 *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
	int ret;

	if (!page)
		return -ENOMEM;
	ret = page[4095];
	free_page((unsigned long)page);
	page[0] = value; /* fault: use-after-free: write of 1 byte at offset 0 of 4096 bytes of pages */
	return ret;
}
