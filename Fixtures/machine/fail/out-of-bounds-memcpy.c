// SPDX-License-Identifier: GPL-2.0
/* call: f(40) */
/* The length comes from outside and only one of the sizes was checked. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

struct device {
	char name[16];
	u8 region[64];
};

int f(size_t count)
{
	struct device *d = kzalloc(sizeof(*d), GFP_KERNEL);
	u8 bounce[32];
	int ret;

	if (!d)
		return -ENOMEM;
	if (count > sizeof(d->region)) {
		kfree(d);
		return -EINVAL;
	}
	/* fault: out-of-bounds: write of 40 bytes at offset 0 of ‘bounce’ (32 bytes of stack) */
	memcpy(bounce, d->region, count);
	ret = bounce[0];
	kfree(d);
	return ret;
}
