/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FDTABLE_H
#define _LINUX_FDTABLE_H

#include <linux/file.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/nospec.h>
#include <linux/posix_types.h>

struct fdtable {
	unsigned int max_fds;
	struct file __rcu **fd;
	unsigned long *close_on_exec;
	unsigned long *open_fds;
	unsigned long *full_fds_bits;
};

struct files_struct {
	atomic_t count;
	struct fdtable __rcu *fdt;
	struct fdtable fdtab;
	spinlock_t file_lock;
	unsigned int next_fd;
};

struct task_struct;
struct file *files_lookup_fd_rcu(struct files_struct *files, unsigned int fd);
struct file *files_lookup_fd_locked(struct files_struct *files, unsigned int fd);
struct file *fget_task(struct task_struct *task, unsigned int fd);
int close_fd(unsigned int fd);
int iterate_fd(struct files_struct *files, unsigned int n,
	       int (*fn)(const void *p, struct file *file, unsigned int fd), const void *p);

#endif /* _LINUX_FDTABLE_H */
