// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A string is built behind one that is not there. */
#include <linux/string.h>

int f(int unused)
{
	char text[16];

	strcat(text, "end"); /* fault: uninitialised-argument: ? */
	return text[0];
}
