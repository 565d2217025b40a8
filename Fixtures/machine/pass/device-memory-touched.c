// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 0 */
#include <linux/errno.h>
#include <linux/io.h>

int f(u32 value)
{
	u32 __iomem *regs = ioremap(0xfee00000, 64);

	if (!regs)
		return -ENOMEM;
	writel(value, &regs[2]);
	iounmap(regs);
	return 0;
}
