// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> -16 */
/* call: f(1) -> 0 */
#include <linux/errno.h>
#include <linux/slab.h>

struct state { int users; };

static int start(struct state *s, int users)
{
	if (users > 2) {
		kfree(s);
		return -EBUSY;
	}
	s->users = users;
	return 0;
}

int f(int users)
{
	struct state *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	ret = start(s, users);
	if (ret)
		return ret;
	kfree(s);
	return 0;
}
