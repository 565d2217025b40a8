// SPDX-License-Identifier: GPL-2.0
/* call: f(NULL) */
/* A string that may be missing is measured. */
#include <linux/string.h>

int f(const char *name)
{
	return strlen(name); /* fault: null-access: read of 1 byte at NULL */
}
