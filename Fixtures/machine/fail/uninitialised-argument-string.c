// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A string is built behind one that is not there. */
#include <linux/string.h>

int f(int unused)
{
	char text[16];

	/* fault: uninitialised-argument: a kernel function reads 1 bytes at offset 0 of ‘text’ (16 bytes of stack) that were never written */
	strcat(text, "end");
	return text[0];
}
