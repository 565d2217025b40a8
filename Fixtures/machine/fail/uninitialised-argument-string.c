// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A string is built behind one that is not there. */
#include <linux/string.h>

int f(int unused)
{
	char text[16];

	/* fault: uninitialised-argument: strcat() reads 1 byte at offset 0 of ‘text’ (16 bytes of stack) that was never written */
	strcat(text, "end");
	return text[0];
}
