// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* Waits for a register that nothing changes. */
#include <linux/compiler.h>
#include <linux/types.h>

static u32 status;

int f(int ready)
{
	int tries = 0;

	status = ready;
	/* fault: runaway-loop: more than 1000000 jumps and calls; a loop that does not end? */
	while (!READ_ONCE(status))
		tries++;
	return tries;
}
