// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 2 */
#include <linux/types.h>

static int data[4] = { 1, 2, 3, 4 };

int f(int x)
{
	int *v = data;

	return v[x];
}
