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
	/* fault: sleep-in-atomic: this may sleep, and the spinlock ‘lock’, taken at sleep-in-atomic-msleep.c:11 in f(), is held */
	msleep(10);
	spin_unlock_irq(&lock);
	return n;
}
