/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PID_H
#define _LINUX_PID_H

#include <linux/sched.h>

struct pid;
struct pid *find_get_pid(int nr);
void put_pid(struct pid *pid);
pid_t pid_vnr(struct pid *pid);

#endif /* _LINUX_PID_H */
