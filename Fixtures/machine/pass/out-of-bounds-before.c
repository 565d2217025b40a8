// SPDX-License-Identifier: GPL-2.0
/* call: last("") -> 0 */
/* call: last("ab") -> 98 */
#include <linux/string.h>

static char buffer[16];

int last(const char *s)
{
	strscpy(buffer, s, sizeof(buffer));
	if (!buffer[0])
		return 0;
	return buffer[(long)strlen(buffer) - 1];
}
