// SPDX-License-Identifier: GPL-2.0
/* call: f(5) -> 6 */
#include <linux/types.h>

typedef int (*callback)(void *data, int value);

static int plain(void *data, int value)
{
	return value + 1;
}

static int run(callback cb, void *data, int value)
{
	return cb(data, value);
}

int f(int value)
{
	return run(plain, NULL, value);
}
