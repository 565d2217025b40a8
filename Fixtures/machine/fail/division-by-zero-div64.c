// SPDX-License-Identifier: GPL-2.0
/* call: f(100, 0) */
/* do_div() and div_u64() divide too. */
#include <linux/math64.h>

u64 f(u64 bytes, u32 blocks)
{
	return div_u64(bytes, blocks); /* fault: division-by-zero: division by zero, in div_u64() of linux/math64.h */
}
