// SPDX-License-Identifier: GPL-2.0
/* call: f(64) */
/* A bit behind the end of a bitmap. */
#include <linux/bitmap.h>
#include <linux/bitops.h>

#define SLOTS 64

static DECLARE_BITMAP(used, SLOTS);

int f(unsigned int slot)
{
	if (slot > SLOTS)
		return -1;
	/* fault: out-of-bounds: read of 1 byte at offset 8 of ‘used’ (8 bytes, global) */
	if (test_and_set_bit(slot, used))
		return 0;
	return 1;
}
