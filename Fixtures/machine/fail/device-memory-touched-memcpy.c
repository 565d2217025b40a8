// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* Nor is memcpy() memcpy_fromio(). */
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/string.h>

int f(int n)
{
	void __iomem *bar = ioremap(0xfee00000, 4096);
	u8 header[16];

	if (!bar)
		return -ENOMEM;
	/* fault: device-memory-touched: read of 16 bytes at offset 0 of 4096 bytes of device memory */
	memcpy(header, (const void *)bar, sizeof(header));
	iounmap(bar);
	return n;
}
