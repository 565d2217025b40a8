// SPDX-License-Identifier: GPL-2.0
/* call: f(64) -> -1 */
/* call: f(63) -> 1 */
/* call: f(63) -> 0 */
#include <linux/bitmap.h>
#include <linux/bitops.h>

#define SLOTS 64

static DECLARE_BITMAP(used, SLOTS);

int f(unsigned int slot)
{
	if (slot >= SLOTS)
		return -1;
	if (test_and_set_bit(slot, used))
		return 0;
	return 1;
}
