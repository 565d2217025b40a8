// SPDX-License-Identifier: GPL-2.0
/* call: f(258) */
/* Two of four bytes were written. */
#include <linux/string.h>
#include <linux/types.h>

int f(u16 value)
{
	u32 word;

	memcpy(&word, &value, sizeof(value));
	if (word == 258) /* fault: uninitialised-branch: the condition is not initialised */
		return 1;
	return 0;
}
