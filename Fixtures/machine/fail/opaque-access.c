// SPDX-License-Identifier: GPL-2.0
/* call: f(secret) */
/* What a pointer to an incomplete type leads to is nobody's business here. */
#include <linux/types.h>

struct secret;

int f(struct secret *s)
{
	/* fault: opaque-access: read of 4 bytes at offset 0 of the object ‘secret’, whose type this file does not know */
	return *(int *)s;
}
