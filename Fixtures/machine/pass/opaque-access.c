// SPDX-License-Identifier: GPL-2.0
/* call: f(secret) -> 1 */
/* call: f(NULL) -> 0 */
#include <linux/types.h>

struct secret;

int f(struct secret *s)
{
	return s ? 1 : 0;
}
