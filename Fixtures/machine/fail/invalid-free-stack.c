// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* A small request uses the stack, and is freed like a large one. */
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
	kfree(p); /* fault: invalid-free: kfree() of ‘small’ (16 bytes of stack) */
	return ret;
}
