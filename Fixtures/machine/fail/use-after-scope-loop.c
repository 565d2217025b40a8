// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* Each round of a loop has a variable of its own. */
#include <linux/types.h>

int f(int n)
{
	int *kept = NULL;
	int i, sum = 0;

	for (i = 0; i < n; i++) {
		if (kept)
			/* fault: use-after-scope: read of 4 bytes at offset 0 of ‘square’ (4 bytes of stack) */
			sum += *kept;
		{
			int square = i * i;

			kept = &square;
			sum += square;
		}
	}
	return sum;
}
