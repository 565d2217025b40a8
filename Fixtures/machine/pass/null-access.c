// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> -1 */
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

	if (!s)
		return -1;
	return s->users;
}
