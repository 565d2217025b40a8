// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* One field of a word is set, another one is asked. */
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
	c.count = 9;
	if (c.mode > 1 && c.armed) /* fault: uninitialised-branch: the condition is not initialised */
		return c.count;
	return 0;
}
