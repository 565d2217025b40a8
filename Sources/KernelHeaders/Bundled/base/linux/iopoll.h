/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOPOLL_H
#define _LINUX_IOPOLL_H

#include <linux/ktime.h>
#include <linux/delay.h>
#include <linux/io.h>

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

#endif /* _LINUX_IOPOLL_H */
