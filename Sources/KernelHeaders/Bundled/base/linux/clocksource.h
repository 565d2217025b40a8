/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CLOCKSOURCE_H
#define _LINUX_CLOCKSOURCE_H

#include <linux/types.h>
#include <linux/timex.h>
#include <linux/time.h>
#include <linux/list.h>
#include <linux/cache.h>
#include <linux/timer.h>
#include <asm/io.h>
#include <linux/init.h>
#include <linux/of.h>

struct clocksource {
	u64 (*read)(struct clocksource *cs);
	u64 mask;
	u32 mult;
	u32 shift;
	const char *name;
	int rating;
	unsigned long flags;
};
#define CLOCKSOURCE_MASK(bits)	GENMASK_ULL((bits) - 1, 0)
u64 clocksource_cyc2ns(u64 cycles, u32 mult, u32 shift);

#endif /* _LINUX_CLOCKSOURCE_H */
