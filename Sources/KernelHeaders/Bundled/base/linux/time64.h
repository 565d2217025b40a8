/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TIME64_H
#define _LINUX_TIME64_H

#include <linux/types.h>
#include <uapi/linux/time.h>
#include <linux/math64.h>

struct timespec64 {
	time64_t	tv_sec;
	long		tv_nsec;
};

#define MSEC_PER_SEC	1000L
#define USEC_PER_MSEC	1000L
#define NSEC_PER_USEC	1000L
#define NSEC_PER_MSEC	1000000L
#define USEC_PER_SEC	1000000L
#define NSEC_PER_SEC	1000000000L

#define TIME64_MAX	((s64)~((u64)1 << 63))
#define KTIME_MAX	((s64)~((u64)1 << 63))
#define KTIME_SEC_MAX	(KTIME_MAX / NSEC_PER_SEC)
#define FSEC_PER_SEC	1000000000000000LL
#define PSEC_PER_SEC	1000000000000LL

struct timespec64 ns_to_timespec64(s64 nsec);
s64 timespec64_to_ns(const struct timespec64 *ts);
struct timespec64 timespec64_add(struct timespec64 lhs, struct timespec64 rhs);
struct timespec64 timespec64_sub(struct timespec64 lhs, struct timespec64 rhs);
int timespec64_compare(const struct timespec64 *lhs, const struct timespec64 *rhs);
void timespec64_add_ns(struct timespec64 *a, u64 ns);
void set_normalized_timespec64(struct timespec64 *ts, time64_t sec, s64 nsec);
bool timespec64_valid(const struct timespec64 *ts);

#endif /* _LINUX_TIME64_H */
