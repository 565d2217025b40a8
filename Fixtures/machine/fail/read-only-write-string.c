// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* strsep() writes into what it cuts. */
#include <linux/string.h>

int f(int unused)
{
	char *text = "a,b";
	/* fault: read-only-write: write of 1 byte at offset 1 of 4 bytes, constant */
	char *word = strsep(&text, ",");

	return word[0] + text[0];
}
