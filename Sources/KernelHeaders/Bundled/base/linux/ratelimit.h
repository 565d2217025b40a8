/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RATELIMIT_H
#define _LINUX_RATELIMIT_H

#include <linux/ratelimit_types.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

void ratelimit_state_init(struct ratelimit_state *rs, int interval, int burst);

#endif /* _LINUX_RATELIMIT_H */
