/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HRTIMER_H
#define _LINUX_HRTIMER_H

#include <linux/ktime.h>
#include <linux/rbtree.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/percpu.h>
#include <linux/seqlock.h>
#include <linux/timer.h>

enum hrtimer_mode {
	HRTIMER_MODE_ABS	= 0x00,
	HRTIMER_MODE_REL	= 0x01,
	HRTIMER_MODE_PINNED	= 0x02,
	HRTIMER_MODE_SOFT	= 0x04,
	HRTIMER_MODE_HARD	= 0x08,
	HRTIMER_MODE_ABS_SOFT	= 0x04,
	HRTIMER_MODE_REL_SOFT	= 0x05,
	HRTIMER_MODE_ABS_HARD	= 0x08,
	HRTIMER_MODE_REL_HARD	= 0x09,
	HRTIMER_MODE_ABS_PINNED	= 0x02,
	HRTIMER_MODE_REL_PINNED	= 0x03
};

enum hrtimer_restart {
	HRTIMER_NORESTART,
	HRTIMER_RESTART
};

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

void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim, u64 range_ns,
			    const enum hrtimer_mode mode);
void hrtimer_start_expires(struct hrtimer *timer, enum hrtimer_mode mode);
void hrtimer_restart(struct hrtimer *timer);
u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval);
ktime_t hrtimer_get_remaining(const struct hrtimer *timer);
ktime_t hrtimer_get_expires(const struct hrtimer *timer);
void hrtimer_set_expires(struct hrtimer *timer, ktime_t time);
void hrtimer_add_expires(struct hrtimer *timer, ktime_t time);
void hrtimer_add_expires_ns(struct hrtimer *timer, u64 ns);
bool hrtimer_is_queued(struct hrtimer *timer);
bool hrtimer_callback_running(struct hrtimer *timer);
ktime_t hrtimer_cb_get_time(struct hrtimer *timer);

#endif /* _LINUX_HRTIMER_H */
