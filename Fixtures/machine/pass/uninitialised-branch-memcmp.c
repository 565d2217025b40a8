// SPDX-License-Identifier: GPL-2.0
/* call: f("abcdefgh") -> 1 */
#include <linux/string.h>

int f(const char *name)
{
	char key[8];

	memcpy(key, name, 8);
	if (memcmp(key, name, 8) == 0)
		return 1;
	return 0;
}
