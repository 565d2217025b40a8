// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 3 */
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
	struct result r = { 0 };

	get(&r, v);
	printk(KERN_INFO "status %d detail %d\n", r.status, r.detail);
	return r.status;
}
