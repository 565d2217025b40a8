/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HARDIRQ_H
#define _LINUX_HARDIRQ_H

#include <linux/preempt.h>
#include <linux/lockdep.h>
#include <linux/sched.h>

#endif /* _LINUX_HARDIRQ_H */
