// SPDX-License-Identifier: GPL-2.0
/* call: last("") */
/* The last character of an empty string. */
#include <linux/string.h>

static char buffer[16];

int last(const char *s)
{
	strscpy(buffer, s, sizeof(buffer));
	return buffer[(long)strlen(buffer) - 1]; /* fault: out-of-bounds: ? */
}
