// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* The variable of an inner block is used behind it. */
#include <linux/types.h>

int f(int n)
{
	const char *text = "none";

	if (n > 2) {
		char digits[4];

		digits[0] = '0' + n;
		digits[1] = 0;
		text = digits;
	}
	/* fault: use-after-scope: read of 1 byte at offset 0 of ‘digits’ (4 bytes of stack) */
	return text[0];
}
