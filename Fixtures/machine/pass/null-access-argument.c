// SPDX-License-Identifier: GPL-2.0
/* call: f(NULL) -> 0 */
/* call: f("abc") -> 3 */
#include <linux/string.h>

int f(const char *name)
{
	return !name ? 0 : strlen(name);
}
