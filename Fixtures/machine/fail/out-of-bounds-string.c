// SPDX-License-Identifier: GPL-2.0
/* call: f("12345678") */
/* strncpy() leaves the end off when the source fills the array. */
#include <linux/string.h>

int f(const char *name)
{
	char copy[8];

	strncpy(copy, name, sizeof(copy));
	/* fault: out-of-bounds: read of 1 byte at offset 8 of ‘copy’ (8 bytes of stack) */
	return strlen(copy);
}
