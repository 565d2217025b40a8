// SPDX-License-Identifier: GPL-2.0
/* call: f(10, 4) -> 0 */
/* call: f(10, 12288) -> 1 */
#include <linux/types.h>

u64 f(u64 offset, u32 size)
{
	return offset % ((size + 4095) / 4096);
}
