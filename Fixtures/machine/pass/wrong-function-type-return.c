// SPDX-License-Identifier: GPL-2.0
/* call: f(5) -> 5 */
#include <linux/types.h>

struct ops { int (*set)(int value); };

static int stored;

static int store(int value)
{
	stored = value;
	return 0;
}

static const struct ops ops = { .set = store };

int f(int value)
{
	const struct ops *o = &ops;

	if (o->set(value))
		return -1;
	return stored;
}
