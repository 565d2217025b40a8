// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 51 */
#include <linux/types.h>

int f(int n)
{
	const char *text = "none";
	char digits[4];

	if (n > 2) {
		digits[0] = '0' + n;
		digits[1] = 0;
		text = digits;
	}
	return text[0];
}
