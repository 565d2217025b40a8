// SPDX-License-Identifier: GPL-2.0
/* call: f("12345678") -> 7 */
#include <linux/string.h>

int f(const char *name)
{
	char copy[8];

	strncpy(copy, name, sizeof(copy) - 1);
	copy[sizeof(copy) - 1] = 0;
	return strlen(copy);
}
