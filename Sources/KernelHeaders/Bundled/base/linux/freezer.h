/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FREEZER_H
#define _LINUX_FREEZER_H

#include <linux/sched.h>
#include <linux/wait.h>

bool try_to_freeze(void);
void set_freezable(void);
bool freezing(struct task_struct *p);

#endif /* _LINUX_FREEZER_H */
