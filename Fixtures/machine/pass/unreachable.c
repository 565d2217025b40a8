// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> -1 */
/* call: f(1) -> 16 */
#include <linux/compiler.h>

static int width(int mode)
{
	switch (mode) {
	case 0:
		return 8;
	case 1:
		return 16;
	case 2:
		return 32;
	}
	return -1;
}

int f(int mode)
{
	return width(mode);
}
