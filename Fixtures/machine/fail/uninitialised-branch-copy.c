// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* Copying is no use; asking the copy is. */
#include <linux/types.h>

struct pair { int first, second; };

static struct pair make(int first)
{
	struct pair p;

	p.first = first;
	return p;
}

int f(int first)
{
	struct pair a = make(first), b;

	b = a;
	if (b.first != first)
		return -1;
	return b.second ? 1 : 2; /* fault: uninitialised-branch: the condition is not initialised */
}
