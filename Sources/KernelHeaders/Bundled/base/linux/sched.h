/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/rcupdate.h>
#include <asm/current.h>
#include <linux/cpumask.h>
#include <linux/hrtimer.h>
#include <linux/irqflags.h>
#include <linux/nodemask.h>
#include <linux/pid.h>
#include <linux/resource.h>
#include <linux/sched/types.h>
#include <linux/seqlock.h>
#include <uapi/linux/signal.h>

struct mm_struct;
struct cred;
struct files_struct;
struct fs_struct;
struct nsproxy;
struct pid;
struct pid_namespace;
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
	int			prio;
	int			static_prio;
	int			normal_prio;
	unsigned int		policy;
	int			nr_cpus_allowed;
	cpumask_t		cpus_mask;
	cpumask_t		cpus_allowed;
	struct mm_struct	*mm;
	struct mm_struct	*active_mm;
	int			exit_state;
	int			exit_code;
	pid_t			pid;
	pid_t			tgid;
	struct task_struct	*group_leader;
	struct task_struct	*real_parent;
	struct task_struct	*parent;
	struct pid		*thread_pid;
	u64			utime;
	u64			stime;
	u64			start_time;
	u64			start_boottime;
	const struct cred	*cred;
	char			comm[TASK_COMM_LEN];
	struct fs_struct	*fs;
	struct files_struct	*files;
	struct nsproxy		*nsproxy;
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

enum system_states {
	SYSTEM_BOOTING,
	SYSTEM_SCHEDULING,
	SYSTEM_FREEING_INITMEM,
	SYSTEM_RUNNING,
	SYSTEM_HALT,
	SYSTEM_POWER_OFF,
	SYSTEM_RESTART,
	SYSTEM_SUSPEND
};
extern enum system_states system_state;

#define SCHED_NORMAL	0
#define SCHED_FIFO	1
#define SCHED_RR	2
#define SCHED_BATCH	3
#define SCHED_IDLE	5

struct sched_param {
	int sched_priority;
};

extern struct task_struct init_task;
extern struct pid_namespace init_pid_ns;

struct pid *task_pid(struct task_struct *task);
pid_t task_pid_vnr(struct task_struct *tsk);
pid_t task_tgid_vnr(struct task_struct *tsk);
pid_t task_ppid_nr(const struct task_struct *tsk);
pid_t task_pid_nr_ns(struct task_struct *tsk, struct pid_namespace *ns);
struct task_struct *find_task_by_vpid(pid_t nr);
struct task_struct *find_task_by_pid_ns(pid_t nr, struct pid_namespace *ns);
struct task_struct *find_get_task_by_vpid(pid_t nr);
int is_global_init(struct task_struct *tsk);
bool task_is_running(struct task_struct *tsk);
unsigned int task_cpu(const struct task_struct *p);
void yield(void);
void io_schedule(void);
long io_schedule_timeout(long timeout);
long schedule_timeout_killable(long timeout);
long schedule_timeout_idle(long timeout);
int wake_up_state(struct task_struct *tsk, unsigned int state);
void set_user_nice(struct task_struct *p, long nice);
int task_nice(const struct task_struct *p);
int set_cpus_allowed_ptr(struct task_struct *p, const struct cpumask *new_mask);
int sched_setscheduler(struct task_struct *p, int policy, const struct sched_param *param);
void sched_set_fifo(struct task_struct *p);
void sched_set_fifo_low(struct task_struct *p);
void sched_set_normal(struct task_struct *p, int nice);
void sched_show_task(struct task_struct *p);
void do_exit(long code) __attribute__((__noreturn__));
#define task_thread_info(task)	((struct thread_info *)(task)->stack)

#endif /* _LINUX_SCHED_H */
