// SPDX-License-Identifier: GPL-2.0
/* call: name(3) */
/* A table that has no entry for the last state. */
#include <linux/types.h>

enum state { IDLE, BUSY, FAILED, STATES };

static const char *const names[] = {
	[IDLE] = "idle",
	[BUSY] = "busy",
};

int name(unsigned int state)
{
	if (state > STATES)
		return 0;
	/* fault: out-of-bounds: read of 8 bytes at offset 24 of ‘names’ (16 bytes, constant) */
	return names[state][0];
}
