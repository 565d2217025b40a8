// SPDX-License-Identifier: GPL-2.0
/* call: f(258) -> 1 */
#include <linux/string.h>
#include <linux/types.h>

int f(u16 value)
{
	u32 word = 0;

	memcpy(&word, &value, sizeof(value));
	if (word == 258)
		return 1;
	return 0;
}
