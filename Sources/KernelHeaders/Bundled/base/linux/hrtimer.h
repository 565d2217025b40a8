/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HRTIMER_H
#define _LINUX_HRTIMER_H

#include <linux/ktime.h>
#include <linux/rbtree.h>

enum hrtimer_mode {
	HRTIMER_MODE_ABS	= 0x00,
	HRTIMER_MODE_REL	= 0x01,
	HRTIMER_MODE_PINNED	= 0x02,
	HRTIMER_MODE_ABS_PINNED	= 0x02,
	HRTIMER_MODE_REL_PINNED	= 0x03
};

enum hrtimer_restart {
	HRTIMER_NORESTART,
	HRTIMER_RESTART
};

#ifndef CLOCK_MONOTONIC
#define CLOCK_REALTIME	0
#define CLOCK_MONOTONIC	1
#endif

struct hrtimer {
	struct rb_node		node;
	ktime_t			_softexpires;
	enum hrtimer_restart	(*function)(struct hrtimer *timer);
	u8			state;
};

void hrtimer_init(struct hrtimer *timer, int clock, enum hrtimer_mode mode);
void hrtimer_start(struct hrtimer *timer, ktime_t tim, const enum hrtimer_mode mode);
int hrtimer_cancel(struct hrtimer *timer);
int hrtimer_try_to_cancel(struct hrtimer *timer);
u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval);
bool hrtimer_active(const struct hrtimer *timer);

#endif /* _LINUX_HRTIMER_H */
