// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 6 */
#include <linux/types.h>

int f(int n)
{
	int value, *kept = NULL;
	int i, sum = 0;

	for (i = 0; i < n; i++) {
		if (kept)
			sum += *kept;
		{
			int square = i * i;

			value = square;
			kept = &value;
			sum += square;
		}
	}
	return sum;
}
