// SPDX-License-Identifier: GPL-2.0
/* call: f(4) */
/* A pointer that was copied byte by byte keeps its object. */
#include <linux/types.h>

int f(unsigned int n)
{
	u16 values[4] = { 1, 2, 3, 4 };
	u16 *from = values, *to;
	u8 image[sizeof(from)];
	unsigned int i;

	for (i = 0; i < sizeof(from); i++)
		image[i] = ((u8 *)&from)[i];
	for (i = 0; i < sizeof(from); i++)
		((u8 *)&to)[i] = image[i];
	/* fault: out-of-bounds: read of 2 bytes at offset 8 of ‘values’ (8 bytes of stack) */
	return to[n];
}
