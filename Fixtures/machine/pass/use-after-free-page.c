// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 0 */
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
	page[0] = value;
	free_page((unsigned long)page);
	return ret;
}
