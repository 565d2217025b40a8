// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 101 */
#include <linux/string.h>

int f(int unused)
{
	char text[16] = "";

	strcat(text, "end");
	return text[0];
}
