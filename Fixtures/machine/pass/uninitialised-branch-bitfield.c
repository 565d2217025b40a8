// SPDX-License-Identifier: GPL-2.0
/* call: f(2) -> 0 */
#include <linux/types.h>

struct control {
	u32 mode : 3;
	u32 armed : 1;
	u32 count : 12;
};

int f(u32 mode)
{
	struct control c;

	c.mode = mode;
	c.armed = 0;
	c.count = 9;
	if (c.mode > 1 && c.armed)
		return c.count;
	return 0;
}
