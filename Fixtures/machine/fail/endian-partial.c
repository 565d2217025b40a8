// SPDX-License-Identifier: GPL-2.0
/* call: f(258) */
/* target: s390x */
/* Of a word whose first half is written the lower half is not known here. */
#include <linux/string.h>
#include <linux/types.h>

int f(u16 value)
{
	u32 word;

	memcpy(&word, &value, sizeof(value));
	if ((word & 0xffff) == 258) /* fault: uninitialised-branch: the condition is not initialised */
		return 1;
	return word >> 16;
}
