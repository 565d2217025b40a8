// SPDX-License-Identifier: GPL-2.0
/* call: f(NULL) */
/* container_of() of NULL is no NULL, and no object either. */
#include <linux/kernel.h>

struct inner { int x; };
struct outer {
	struct inner inner;
	long padding[8];
	struct inner second;
	int value;
};

int f(struct inner *i)
{
	struct outer *o = container_of(i, struct outer, second);

	if (!o)
		return -1;
	return o->value; /* fault: null-access: read of 4 bytes at NULL + 4 */
}
