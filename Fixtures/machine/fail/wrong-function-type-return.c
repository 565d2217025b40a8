// SPDX-License-Identifier: GPL-2.0
/* call: f(5) */
/* A function that gives nothing back is asked for a result. */
#include <linux/types.h>

struct ops { int (*set)(int value); };

static int stored;

static void store(int value)
{
	stored = value;
}

static const struct ops ops = { .set = (int (*)(int))store };

int f(int value)
{
	const struct ops *o = &ops;

	/* fault: wrong-function-type: store(), which is void(i32), called through a pointer to i32(i32) */
	if (o->set(value))
		return -1;
	return stored;
}
