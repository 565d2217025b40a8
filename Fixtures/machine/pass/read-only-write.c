// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 2 */
#include <linux/types.h>

static u32 defaults[] = { 1, 2, 3 };

int f(u32 value)
{
	u32 *v = (u32 *)defaults;

	if (v[0] == value)
		v[0]++;
	return v[0];
}
