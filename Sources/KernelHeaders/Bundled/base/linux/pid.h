/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PID_H
#define _LINUX_PID_H

#include <linux/types.h>
#include <linux/refcount.h>
#include <linux/rculist.h>

struct pid_namespace;
struct task_struct;

enum pid_type {
	PIDTYPE_PID,
	PIDTYPE_TGID,
	PIDTYPE_PGID,
	PIDTYPE_SID,
	PIDTYPE_MAX
};

struct upid {
	int nr;
	struct pid_namespace *ns;
};

struct pid {
	refcount_t count;
	unsigned int level;
	struct hlist_head tasks[PIDTYPE_MAX];
	struct upid numbers[1];
};

struct pid *get_pid(struct pid *pid);
struct pid *find_pid_ns(int nr, struct pid_namespace *ns);
struct pid *find_vpid(int nr);
struct pid *get_task_pid(struct task_struct *task, enum pid_type type);
struct task_struct *pid_task(struct pid *pid, enum pid_type type);
struct task_struct *get_pid_task(struct pid *pid, enum pid_type type);
pid_t pid_nr(struct pid *pid);
pid_t pid_nr_ns(struct pid *pid, struct pid_namespace *ns);
struct pid *find_get_pid(int nr);
void put_pid(struct pid *pid);
pid_t pid_vnr(struct pid *pid);

#endif /* _LINUX_PID_H */
