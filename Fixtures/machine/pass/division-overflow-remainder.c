// SPDX-License-Identifier: GPL-2.0
/* call: f(-9223372036854775808, -1) -> 0 */
/* call: f(-7, 4) -> -3 */
#include <linux/types.h>

s64 f(s64 value, s64 step)
{
	if (step == -1)
		return 0;
	return value % step;
}
