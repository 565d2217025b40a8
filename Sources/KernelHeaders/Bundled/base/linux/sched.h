/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/rcupdate.h>
#include <asm/current.h>

struct mm_struct;
struct cred;
struct files_struct;
struct signal_struct;

#define TASK_COMM_LEN		16
#define TASK_RUNNING		0x0000
#define TASK_INTERRUPTIBLE	0x0001
#define TASK_UNINTERRUPTIBLE	0x0002
#define TASK_WAKEKILL		0x0100
#define TASK_KILLABLE		(TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_NORMAL		(TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
#define MAX_SCHEDULE_TIMEOUT	((long)(~0UL >> 1))
#define PF_EXITING		0x00000004
#define PF_KTHREAD		0x00200000

struct task_struct {
	unsigned int		__state;
	void			*stack;
	refcount_t		usage;
	unsigned int		flags;
	struct mm_struct	*mm;
	struct mm_struct	*active_mm;
	pid_t			pid;
	pid_t			tgid;
	struct task_struct	*group_leader;
	struct task_struct	*real_parent;
	const struct cred	*cred;
	char			comm[TASK_COMM_LEN];
	struct files_struct	*files;
	struct signal_struct	*signal;
};

void schedule(void);
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);
int wake_up_process(struct task_struct *tsk);
int _cond_resched(void);
#define cond_resched()	_cond_resched()
void __set_task_state(long state);
#define set_current_state(state)	__set_task_state(state)
#define __set_current_state(state)	__set_task_state(state)
#define need_resched()			0
#define get_task_comm(buf, tsk)		strscpy_pad(buf, (tsk)->comm, sizeof(buf))

static inline pid_t task_pid_nr(struct task_struct *tsk)
{
	return tsk->pid;
}

static inline pid_t task_tgid_nr(struct task_struct *tsk)
{
	return tsk->tgid;
}

#endif /* _LINUX_SCHED_H */
