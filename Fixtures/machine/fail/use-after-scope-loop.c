// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* Each round of a loop has a variable of its own. */
#include <linux/types.h>

int f(int n)
{
	int *kept = NULL;
	int i, sum = 0;

	for (i = 0; i < n; i++) {
		int square = i * i;

		if (kept)
			sum += *kept; /* fault: use-after-scope: ? */
		kept = &square;
		sum += square;
	}
	return sum;
}
