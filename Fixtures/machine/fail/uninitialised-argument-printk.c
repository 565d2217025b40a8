// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* What is printed was not set. */
#include <linux/kernel.h>

struct result { int status; int detail; };

static void get(struct result *r, int v)
{
	r->status = v;
	if (v < 0)
		r->detail = -v;
}

int f(int v)
{
	struct result r;

	get(&r, v);
	/* fault: uninitialised-argument: argument 3 of printk() is not initialised */
	printk(KERN_INFO "status %d detail %d\n", r.status, r.detail);
	return r.status;
}
