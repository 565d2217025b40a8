// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 7 */
/* call: f(40) -> 7 */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

int f(size_t n)
{
	u8 small[16];
	u8 *p = small;
	int ret;

	if (n > sizeof(small)) {
		p = kmalloc(n, GFP_KERNEL);
		if (!p)
			return -ENOMEM;
	}
	memset(p, 7, n);
	ret = p[n - 1];
	if (p != small)
		kfree(p);
	return ret;
}
