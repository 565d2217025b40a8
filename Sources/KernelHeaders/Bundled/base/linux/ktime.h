/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KTIME_H
#define _LINUX_KTIME_H

#include <linux/time.h>
#include <linux/jiffies.h>
#include <linux/timekeeping.h>

ktime_t ktime_get(void);
ktime_t ktime_get_real(void);
ktime_t ktime_get_boottime(void);
u64 ktime_get_ns(void);
u64 ktime_get_real_ns(void);
time64_t ktime_get_seconds(void);
time64_t ktime_get_real_seconds(void);
void ktime_get_ts64(struct timespec64 *ts);
void ktime_get_real_ts64(struct timespec64 *ts);

#define ktime_add(lhs, rhs)	((lhs) + (rhs))
#define ktime_sub(lhs, rhs)	((lhs) - (rhs))
#define ktime_add_ns(kt, ns)	((kt) + (ns))
#define ktime_add_us(kt, us)	ktime_add_ns(kt, (us) * NSEC_PER_USEC)
#define ktime_to_ns(kt)		((s64)(kt))
#define ktime_to_us(kt)		((s64)(kt) / NSEC_PER_USEC)
#define ktime_to_ms(kt)		((s64)(kt) / NSEC_PER_MSEC)
#define ktime_us_delta(a, b)	ktime_to_us(ktime_sub(a, b))
#define ktime_before(a, b)	((a) < (b))
#define ktime_after(a, b)	((a) > (b))
#define ns_to_ktime(ns)		((ktime_t)(ns))
#define ms_to_ktime(ms)		((ktime_t)(ms) * NSEC_PER_MSEC)
#define ktime_set(s, ns)	((ktime_t)(s) * NSEC_PER_SEC + (ns))

#define ktime_compare(a, b)	((a) < (b) ? -1 : (a) > (b))
#define ktime_sub_ns(kt, ns)	((kt) - (ns))
#define ktime_sub_us(kt, us)	ktime_sub_ns(kt, (us) * NSEC_PER_USEC)
#define ktime_add_ms(kt, ms)	ktime_add_ns(kt, (ms) * NSEC_PER_MSEC)
#define ktime_sub_ms(kt, ms)	ktime_sub_ns(kt, (ms) * NSEC_PER_MSEC)
#define ktime_ms_delta(a, b)	ktime_to_ms(ktime_sub(a, b))
#define ktime_divns(kt, div)	((s64)(kt) / (div))
#define ktime_to_timespec64(kt)	ns_to_timespec64((kt))
#define timespec64_to_ktime(ts)	ktime_set((ts).tv_sec, (ts).tv_nsec)

u64 ktime_get_boottime_ns(void);
u64 ktime_get_raw_ns(void);
u64 ktime_get_mono_fast_ns(void);
ktime_t ktime_get_raw(void);
ktime_t ktime_get_clocktai(void);
void ktime_get_raw_ts64(struct timespec64 *ts);
void ktime_get_boottime_ts64(struct timespec64 *ts);
void ktime_get_coarse_real_ts64(struct timespec64 *ts);
void ktime_get_coarse_ts64(struct timespec64 *ts);

#endif /* _LINUX_KTIME_H */
