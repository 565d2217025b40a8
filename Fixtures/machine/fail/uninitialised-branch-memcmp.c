// SPDX-License-Identifier: GPL-2.0
/* call: f("abcdefgh") */
/* The comparison looks at more than was filled in. */
#include <linux/string.h>

int f(const char *name)
{
	char key[8];

	memcpy(key, name, 4);
	/* fault: uninitialised-branch: byte 4 of 8 at offset 0 of ‘key’ (8 bytes of stack) was never written */
	if (memcmp(key, name, 8) == 0)
		return 1;
	return 0;
}
