/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TIMECOUNTER_H
#define _LINUX_TIMECOUNTER_H

#include <linux/types.h>

struct cyclecounter {
	u64 (*read)(const struct cyclecounter *cc);
	u64 mask;
	u32 mult;
	u32 shift;
};

struct timecounter {
	const struct cyclecounter *cc;
	u64 cycle_last;
	u64 nsec;
	u64 mask;
	u64 frac;
};

void timecounter_init(struct timecounter *tc, const struct cyclecounter *cc,
		      u64 start_tstamp);
u64 timecounter_read(struct timecounter *tc);
u64 timecounter_cyc2time(const struct timecounter *tc, u64 cycle_tstamp);
void timecounter_adjtime(struct timecounter *tc, s64 delta);

#endif /* _LINUX_TIMECOUNTER_H */
