/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CPUSET_H
#define _LINUX_CPUSET_H

#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/cpumask.h>
#include <linux/nodemask.h>
#include <linux/mm.h>
#include <linux/jump_label.h>
#include <linux/mmu_context.h>

void cpuset_cpus_allowed(struct task_struct *p, struct cpumask *mask);

#endif /* _LINUX_CPUSET_H */
