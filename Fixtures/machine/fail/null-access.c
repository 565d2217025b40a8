// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* Nothing was ever attached. */
#include <linux/types.h>

struct device {
	void *drvdata;
};

struct state {
	int pad[4];
	int users;
};

static struct device device;

int f(int unused)
{
	struct state *s = device.drvdata;

	return s->users; /* fault: null-access: read of 4 bytes at NULL + 16 */
}
