// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* An operation that this table does not have. */
#include <linux/errno.h>
#include <linux/types.h>

struct ops {
	int (*open)(int flags);
	int (*close)(int flags);
};

static int do_open(int flags)
{
	return flags + 1;
}

static const struct ops ops = { .open = do_open };

int f(int flags)
{
	const struct ops *table = &ops;

	/* fault: null-access: call of a function pointer that is NULL */
	return table->open(flags) + table->close(flags);
}
