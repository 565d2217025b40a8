/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_TASK_STACK_H
#define _LINUX_SCHED_TASK_STACK_H

#include <linux/sched.h>

void *task_stack_page(const struct task_struct *task);

#endif /* _LINUX_SCHED_TASK_STACK_H */
