// SPDX-License-Identifier: GPL-2.0
/* call: f(2) */
/* Twice around the loop, once locked. */
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static int sum;

int f(int n)
{
	spin_lock(&lock);
	while (n--) {
		sum += n;
		/* fault: unlock-not-held: the spinlock ‘lock’ is released and nobody holds it */
		spin_unlock(&lock);
	}
	return sum;
}
