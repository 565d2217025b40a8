// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* Registers want readl() and writel(). */
#include <linux/errno.h>
#include <linux/io.h>

int f(u32 value)
{
	u32 __iomem *regs = ioremap(0xfee00000, 64);

	if (!regs)
		return -ENOMEM;
	/* fault: device-memory-touched: write of 4 bytes at offset 8 of 64 bytes of device memory */
	regs[2] = value;
	iounmap(regs);
	return 0;
}
