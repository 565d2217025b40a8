// SPDX-License-Identifier: GPL-2.0
/* call: f(2) -> 0 */
/* call: f(1) -> 8 */
#include <linux/bug.h>

int f(int kind)
{
	switch (kind) {
	case 0:
		return 1;
	case 1:
		return 8;
	default:
		break;
	}
	return 0;
}
