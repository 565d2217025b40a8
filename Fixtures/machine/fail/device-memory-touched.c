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
	regs[2] = value; /* fault: device-memory-touched: ? */
	iounmap(regs);
	return 0;
}
