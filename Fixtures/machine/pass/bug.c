// SPDX-License-Identifier: GPL-2.0
/* call: f(5) -> -1 */
/* call: f(4) -> 4 */
#include <linux/bug.h>
#include <linux/kernel.h>

int f(int state)
{
	if (WARN_ON(state > 4))
		return -1;
	return state;
}
