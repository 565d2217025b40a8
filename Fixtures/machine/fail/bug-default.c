// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* BUG() where a case was not thought of. */
#include <linux/bug.h>

int f(int kind)
{
	switch (kind) {
	case 0:
		return 1;
	case 1:
		return 8;
	default:
		BUG(); /* fault: bug: BUG at bug-default.c:14 */
	}
	return 0;
}
