/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TIME_H
#define _LINUX_TIME_H

#include <linux/time64.h>
#include <uapi/linux/time.h>
#include <linux/cache.h>
#include <linux/math64.h>
#include <linux/version.h>

struct tm {
	int tm_sec;
	int tm_min;
	int tm_hour;
	int tm_mday;
	int tm_mon;
	long tm_year;
	int tm_wday;
	int tm_yday;
};

extern struct timezone sys_tz;

void time64_to_tm(time64_t totalsecs, int offset, struct tm *result);
time64_t mktime64(const unsigned int year, const unsigned int mon,
		  const unsigned int day, const unsigned int hour,
		  const unsigned int min, const unsigned int sec);
int do_settimeofday64(const struct timespec64 *ts);

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
struct timespec {
	__kernel_old_time_t	tv_sec;
	long			tv_nsec;
};

struct timeval {
	__kernel_old_time_t	tv_sec;
	__kernel_suseconds_t	tv_usec;
};

void getnstimeofday(struct timespec *tv);
struct timespec ns_to_timespec(const s64 nsec);
s64 timespec_to_ns(const struct timespec *ts);
struct timeval ns_to_timeval(const s64 nsec);
s64 timeval_to_ns(const struct timeval *tv);
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 0, 0)
void do_gettimeofday(struct timeval *tv);
struct timespec current_kernel_time(void);
#endif

#endif /* _LINUX_TIME_H */
