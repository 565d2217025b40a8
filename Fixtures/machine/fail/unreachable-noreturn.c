// SPDX-License-Identifier: GPL-2.0
/* call: f(0) */
/* A function that never returns does. */
#include <linux/compiler.h>

static int stopped;

static __noreturn void stop(int code)
{
	stopped = code;
} /* fault: unreachable: control reaches a place that the compiler was told is never reached */

int f(int code)
{
	if (code > 1)
		return code;
	stop(code);
}
