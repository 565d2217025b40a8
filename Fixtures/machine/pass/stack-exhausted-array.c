// SPDX-License-Identifier: GPL-2.0
/* call: f(100000) -> -22 */
/* call: f(100) -> 5 */
#include <linux/errno.h>
#include <linux/types.h>

int f(unsigned int n)
{
	u8 buffer[n > 256 ? 256 : n];

	if (n > sizeof(buffer))
		return -EINVAL;
	buffer[n - 1] = 5;
	return buffer[n - 1];
}
