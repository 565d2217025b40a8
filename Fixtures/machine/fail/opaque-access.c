// SPDX-License-Identifier: GPL-2.0
/* call: f(secret) */
/* What a pointer to an incomplete type leads to is nobody's business here. */
#include <linux/types.h>

struct secret;

int f(struct secret *s)
{
	return *(int *)s; /* fault: opaque-access: ? */
}
