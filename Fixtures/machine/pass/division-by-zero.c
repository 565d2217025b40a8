// SPDX-License-Identifier: GPL-2.0
/* call: f(10, 0) -> 0 */
/* call: f(10, -3) -> -3 */
#include <linux/types.h>

int f(int clock, int rate)
{
	if (!rate)
		return 0;
	return clock / rate;
}
