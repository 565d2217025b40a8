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
	while (!READ_ONCE(status)) /* fault: runaway-loop: ? */
		tries++;
	return tries;
}
