// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* A constant table is changed behind the compiler's back. */
#include <linux/types.h>

static const u32 defaults[] = { 1, 2, 3 };

int f(u32 value)
{
	u32 *v = (u32 *)defaults;

	if (v[0] == value)
		/* fault: read-only-write: write of 4 bytes at offset 0 of ‘defaults’ (12 bytes, constant) */
		v[0]++;
	return v[0];
}
