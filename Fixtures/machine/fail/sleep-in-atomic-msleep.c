// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* msleep() with interrupts off. */
#include <linux/delay.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);

int f(int n)
{
	spin_lock_irq(&lock);
	n++;
	msleep(10); /* fault: sleep-in-atomic: ? */
	spin_unlock_irq(&lock);
	return n;
}
