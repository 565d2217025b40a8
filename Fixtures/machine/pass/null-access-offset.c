// SPDX-License-Identifier: GPL-2.0
/* call: f(NULL) -> -1 */
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

	if (!i)
		return -1;
	return o->value;
}
