// SPDX-License-Identifier: GPL-2.0
/* call: f(258) -> 258 */
/* target: s390x */
#include <linux/string.h>
#include <linux/types.h>

int f(u16 value)
{
	u32 word;

	memcpy(&word, &value, sizeof(value));
	if (word >> 16 != 258)
		return 1;
	return word >> 16;
}
