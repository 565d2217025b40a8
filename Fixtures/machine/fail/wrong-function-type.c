// SPDX-License-Identifier: GPL-2.0
/* call: f(5) */
/* A callback with one parameter too few, under a cast. */
#include <linux/types.h>

typedef int (*callback)(void *data, int value);

static int plain(int value)
{
	return value + 1;
}

static int run(callback cb, void *data, int value)
{
	/* fault: wrong-function-type: plain(), which is i32(i32), called through a pointer to i32(ptr, i32) */
	return cb(data, value);
}

int f(int value)
{
	return run((callback)plain, NULL, value);
}
