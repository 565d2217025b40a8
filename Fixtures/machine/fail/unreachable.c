// SPDX-License-Identifier: GPL-2.0
/* call: f(3) */
/* The compiler was promised that there are three modes. */
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
	/* fault: unreachable: control reaches a place that the compiler was told is never reached */
	unreachable();
}

int f(int mode)
{
	return width(mode);
}
