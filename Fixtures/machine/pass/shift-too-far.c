// SPDX-License-Identifier: GPL-2.0
/* call: mask(32) -> 4294967295 */
/* call: mask(5) -> 31 */
#include <linux/types.h>

u32 mask(unsigned int bits)
{
	return (u32)((1ULL << bits) - 1);
}
