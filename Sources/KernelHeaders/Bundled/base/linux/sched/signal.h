/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_SIGNAL_H
#define _LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>
#include <asm/ptrace.h>
#include <linux/cred.h>
#include <linux/mm_types.h>
#include <linux/rculist.h>
#include <linux/sched/task.h>
#include <linux/signal.h>

int signal_pending(struct task_struct *p);
int fatal_signal_pending(struct task_struct *p);
int send_sig(int sig, struct task_struct *p, int priv);
unsigned long rlimit(unsigned int limit);
unsigned long task_rlimit(const struct task_struct *task, unsigned int limit);

#define SEND_SIG_NOINFO	((struct kernel_siginfo *)0)
#define SEND_SIG_PRIV	((struct kernel_siginfo *)1)

struct kernel_siginfo;
struct pid;

int send_sig_info(int sig, struct kernel_siginfo *info, struct task_struct *p);
int kill_pid(struct pid *pid, int sig, int priv);
int kill_pgrp(struct pid *pid, int sig, int priv);
void force_sig(int sig);
int signal_pending_state(long state, struct task_struct *p);
int restart_syscall(void);
void flush_signals(struct task_struct *t);
struct task_struct *next_task(const struct task_struct *p);
#define for_each_process(p) \
	for (p = &init_task; (p = next_task(p)) != &init_task;)
bool thread_group_leader(struct task_struct *p);
int thread_group_empty(struct task_struct *p);

#endif /* _LINUX_SCHED_SIGNAL_H */
