/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_SIGNAL_H
#define _LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>

int signal_pending(struct task_struct *p);
int fatal_signal_pending(struct task_struct *p);
int send_sig(int sig, struct task_struct *p, int priv);
unsigned long rlimit(unsigned int limit);
unsigned long task_rlimit(const struct task_struct *task, unsigned int limit);

#endif /* _LINUX_SCHED_SIGNAL_H */
