/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_CLOCK_H
#define _LINUX_SCHED_CLOCK_H

#include <linux/types.h>
#include <linux/smp.h>

u64 sched_clock(void);
u64 local_clock(void);

#endif /* _LINUX_SCHED_CLOCK_H */
