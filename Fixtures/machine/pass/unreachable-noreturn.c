// SPDX-License-Identifier: GPL-2.0
/* call: f(0) -> 0 */
/* call: f(7) -> 7 */
#include <linux/compiler.h>

static int stopped;

static void stop(int code)
{
	stopped = code;
}

int f(int code)
{
	if (code > 1)
		return code;
	stop(code);
	return stopped;
}
