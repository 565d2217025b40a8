// SPDX-License-Identifier: GPL-2.0
/* call: f(-2147483648, -1) -> 2147483647 */
/* call: f(9, -2) -> -4 */
#include <linux/limits.h>
#include <linux/types.h>

int f(int value, int scale)
{
	return scale ? (s64)value / scale > INT_MAX ? INT_MAX : value / scale : 0;
}
