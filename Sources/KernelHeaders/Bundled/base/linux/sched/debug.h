/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_DEBUG_H
#define _LINUX_SCHED_DEBUG_H

#include <linux/sched.h>

struct pt_regs;
void show_regs(struct pt_regs *regs);
void show_stack(struct task_struct *task, unsigned long *sp, const char *loglvl);

#endif /* _LINUX_SCHED_DEBUG_H */
