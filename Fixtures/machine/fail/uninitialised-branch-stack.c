// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* The loop may never set the result. */
#include <linux/types.h>

static int find(const int *v, int n, int what)
{
	int at, i;

	for (i = 0; i < n; i++)
		if (v[i] == what)
			at = i;
	return at;
}

int f(int n)
{
	static const int v[] = { 4, 5, 6 };

	if (find(v, n, 5) < 0) /* fault: uninitialised-branch: the condition is not initialised */
		return -1;
	return 1;
}
