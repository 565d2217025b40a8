/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

#include <asm/delay.h>
#include <linux/kernel.h>
#include <linux/sched.h>

void udelay(unsigned long usecs);
void ndelay(unsigned long nsecs);
void mdelay(unsigned long msecs);
void msleep(unsigned int msecs);
unsigned long msleep_interruptible(unsigned int msecs);
void usleep_range(unsigned long min, unsigned long max);
void ssleep(unsigned int seconds);
void fsleep(unsigned long usecs);

#endif /* _LINUX_DELAY_H */
