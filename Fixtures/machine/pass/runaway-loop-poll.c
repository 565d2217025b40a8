// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 1000 */
/* call: f(1) -> 0 */
#include <linux/compiler.h>
#include <linux/types.h>

static u32 status;

int f(int ready)
{
	int tries = 0;

	status = ready;
	while (!READ_ONCE(status) && tries < 1000)
		tries++;
	return tries;
}
