// SPDX-License-Identifier: GPL-2.0
/* call: f(10, 4) */
/* A size in pages that is less than one page. */
#include <linux/types.h>

u64 f(u64 offset, u32 size)
{
	return offset % (size / 4096); /* fault: division-by-zero: division by zero */
}
