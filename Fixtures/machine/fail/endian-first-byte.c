// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* target: s390x */
/* On a big-endian machine the first byte is the highest: this table has no such entry. */
#include <linux/types.h>

static const u8 names[16];

int f(u32 value)
{
	u8 *first = (u8 *)&value;

	value |= 0x20000000;
	/* fault: out-of-bounds: read of 1 byte at offset 32 of ‘names’ (16 bytes, constant) */
	return names[first[0]] + first[3];
}
