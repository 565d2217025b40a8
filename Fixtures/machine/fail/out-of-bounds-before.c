// SPDX-License-Identifier: GPL-2.0
/* call: last("") */
/* The last character of an empty string. */
#include <linux/string.h>

static char buffer[16];

int last(const char *s)
{
	strscpy(buffer, s, sizeof(buffer));
	/* fault: out-of-bounds: read of 1 byte at offset -1 of ‘buffer’ (16 bytes, global) */
	return buffer[(long)strlen(buffer) - 1];
}
