// SPDX-License-Identifier: GPL-2.0
/* call: f("abcdefgh") */
/* The comparison looks at more than was filled in. */
#include <linux/string.h>

int f(const char *name)
{
	char key[8];

	memcpy(key, name, 4);
	if (memcmp(key, name, 8) == 0) /* fault: uninitialised-branch: ? */
		return 1;
	return 0;
}
