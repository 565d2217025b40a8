/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOPOLL_H
#define _LINUX_IOPOLL_H

#include <linux/ktime.h>
#include <linux/delay.h>
#include <linux/io.h>
#include <linux/errno.h>
#include <linux/kernel.h>

#define read_poll_timeout(op, val, cond, sleep_us, timeout_us, before, args...) ({ \
	ktime_t __poll_end = ktime_add_us(ktime_get(), timeout_us);	\
	if (before)							\
		usleep_range(sleep_us, sleep_us);			\
	for (;;) {							\
		(val) = op(args);					\
		if ((cond) || ktime_after(ktime_get(), __poll_end))	\
			break;						\
		usleep_range(sleep_us, sleep_us);			\
	}								\
	(cond) ? 0 : -ETIMEDOUT; })
#define readl_poll_timeout(addr, val, cond, delay_us, timeout_us) \
	read_poll_timeout(readl, val, cond, delay_us, timeout_us, false, addr)

#define read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us, before, args...) ({ \
	ktime_t __poll_end = ktime_add_us(ktime_get(), timeout_us);	\
	if (before)							\
		udelay(delay_us);					\
	for (;;) {							\
		(val) = op(args);					\
		if ((cond) || ktime_after(ktime_get(), __poll_end))	\
			break;						\
		udelay(delay_us);					\
	}								\
	(cond) ? 0 : -ETIMEDOUT; })
#define readx_poll_timeout(op, addr, val, cond, sleep_us, timeout_us) \
	read_poll_timeout(op, val, cond, sleep_us, timeout_us, false, addr)
#define readx_poll_timeout_atomic(op, addr, val, cond, delay_us, timeout_us) \
	read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us, false, addr)
#define readb_poll_timeout(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout(readb, addr, val, cond, delay_us, timeout_us)
#define readw_poll_timeout(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout(readw, addr, val, cond, delay_us, timeout_us)
#define readq_poll_timeout(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout(readq, addr, val, cond, delay_us, timeout_us)
#define readl_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout_atomic(readl, addr, val, cond, delay_us, timeout_us)
#define readq_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout_atomic(readq, addr, val, cond, delay_us, timeout_us)
#define readl_relaxed_poll_timeout(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout(readl_relaxed, addr, val, cond, delay_us, timeout_us)
#define readl_relaxed_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout_atomic(readl_relaxed, addr, val, cond, delay_us, timeout_us)

#endif /* _LINUX_IOPOLL_H */
