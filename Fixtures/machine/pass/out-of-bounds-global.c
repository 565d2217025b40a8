// SPDX-License-Identifier: GPL-2.0
/* call: name(3) -> 0 */
/* call: name(1) -> 98 */
#include <linux/types.h>

enum state { IDLE, BUSY, FAILED, STATES };

static const char *const names[] = {
	[IDLE] = "idle",
	[BUSY] = "busy",
};

int name(unsigned int state)
{
	if (state >= sizeof(names) / sizeof(names[0]))
		return 0;
	return names[state][0];
}
