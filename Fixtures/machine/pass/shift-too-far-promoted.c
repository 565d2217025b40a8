// SPDX-License-Identifier: GPL-2.0
/* call: f(128, 40) -> 140737488355328 */
#include <linux/types.h>

u64 f(u8 byte, int shift)
{
	return (u64)byte << shift;
}
