// SPDX-License-Identifier: GPL-2.0
/* call: f(100, 0) -> 100 */
/* call: f(100, 7) -> 14 */
#include <linux/math64.h>

u64 f(u64 bytes, u32 blocks)
{
	if (!blocks)
		return bytes;
	return div_u64(bytes, blocks);
}
