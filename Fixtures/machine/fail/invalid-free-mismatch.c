// SPDX-License-Identifier: GPL-2.0
/* call: f(4096) */
/* Memory of vmalloc() goes to kfree(). */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

int f(unsigned long size)
{
	u8 *memory = vzalloc(size);
	int ret;

	if (!memory)
		return -ENOMEM;
	ret = memory[size - 1];
	kfree(memory); /* fault: invalid-free: kfree() of 4096 bytes of vmalloc memory */
	return ret;
}
