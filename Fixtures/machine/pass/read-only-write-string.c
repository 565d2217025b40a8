// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 195 */
#include <linux/string.h>

int f(int unused)
{
	char copy[] = "a,b";
	char *text = copy;
	char *word = strsep(&text, ",");

	return word[0] + text[0];
}
