// SPDX-License-Identifier: GPL-2.0
/* call: f(256) -> 0 */
#include <linux/types.h>

int f(int n)
{
	int sum = 0;
	int i;

	for (i = 0; i < n; i++)
		sum ^= i;
	return sum;
}
