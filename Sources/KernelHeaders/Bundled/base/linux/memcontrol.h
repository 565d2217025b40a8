/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MEMCONTROL_H
#define _LINUX_MEMCONTROL_H

#include <linux/cgroup.h>
#include <linux/eventfd.h>
#include <linux/hardirq.h>
#include <linux/jump_label.h>
#include <linux/mm.h>
#include <linux/page-flags.h>

struct mem_cgroup;
struct mem_cgroup *mem_cgroup_from_task(struct task_struct *p);

#endif /* _LINUX_MEMCONTROL_H */
