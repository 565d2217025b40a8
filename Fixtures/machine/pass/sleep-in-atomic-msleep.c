// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 2 */
#include <linux/delay.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);

int f(int n)
{
	spin_lock_irq(&lock);
	n++;
	udelay(10);
	spin_unlock_irq(&lock);
	return n;
}
