/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <linux/types.h>
#include <linux/typecheck.h>
#include <linux/limits.h>
#include <asm/param.h>
#include <linux/time.h>
#include <linux/cache.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/timex.h>

extern unsigned long volatile jiffies;
extern u64 jiffies_64;

#define MAX_JIFFY_OFFSET	((LONG_MAX >> 1) - 1)

unsigned int jiffies_to_msecs(const unsigned long j);
unsigned int jiffies_to_usecs(const unsigned long j);
unsigned long msecs_to_jiffies(const unsigned int m);
unsigned long usecs_to_jiffies(const unsigned int u);
u64 get_jiffies_64(void);

#define time_after(a, b)	((long)((b) - (a)) < 0)
#define time_before(a, b)	time_after(b, a)
#define time_after_eq(a, b)	((long)((a) - (b)) >= 0)
#define time_before_eq(a, b)	time_after_eq(b, a)
#define time_is_before_jiffies(a) time_after(jiffies, a)
#define time_is_after_jiffies(a) time_before(jiffies, a)

struct timespec64;
void jiffies_to_timespec64(const unsigned long value, struct timespec64 *ts);
unsigned long timespec64_to_jiffies(const struct timespec64 *ts);
u64 jiffies64_to_nsecs(u64 j);
u64 jiffies_to_nsecs(const unsigned long j);
unsigned long nsecs_to_jiffies(u64 n);
#define time_in_range(a, b, c)	(time_after_eq(a, b) && time_before_eq(a, c))
#define time_after64(a, b)	((s64)((b) - (a)) < 0)
#define time_before64(a, b)	time_after64(b, a)
#define time_is_before_eq_jiffies(a)	time_after_eq(jiffies, a)
#define time_is_after_eq_jiffies(a)	time_before_eq(jiffies, a)
#define INITIAL_JIFFIES		((unsigned long)(unsigned int)(-300 * HZ))

#endif /* _LINUX_JIFFIES_H */
