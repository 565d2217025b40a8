/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PID_NAMESPACE_H
#define _LINUX_PID_NAMESPACE_H

#include <linux/sched.h>
#include <linux/pid.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/idr.h>
#include <linux/mm.h>
#include <linux/ns_common.h>
#include <linux/nsproxy.h>
#include <linux/workqueue.h>

struct pid_namespace {
	unsigned int level;
	struct pid_namespace *parent;
};

struct pid_namespace *task_active_pid_ns(struct task_struct *tsk);

#endif /* _LINUX_PID_NAMESPACE_H */
