// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* strsep() writes into what it cuts. */
#include <linux/string.h>

int f(int unused)
{
	char *text = "a,b";
	char *word = strsep(&text, ","); /* fault: read-only-write: ? */

	return word[0] + text[0];
}
