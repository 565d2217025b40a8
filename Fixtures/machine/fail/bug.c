// SPDX-License-Identifier: GPL-2.0
/* call: f(5) */
/* BUG_ON() of something that can be. */
#include <linux/bug.h>
#include <linux/kernel.h>

int f(int state)
{
	BUG_ON(state > 4); /* fault: bug: BUG at bug.c:9 */
	return state;
}
