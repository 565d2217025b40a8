/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FILE_H
#define _LINUX_FILE_H

#include <linux/types.h>
#include <linux/errno.h>
#include <linux/compiler.h>
#include <linux/posix_types.h>

struct file;

struct fd {
	struct file *file;
	unsigned int flags;
};

struct file *fget(unsigned int fd);
void fput(struct file *file);
struct fd fdget(unsigned int fd);
void fdput(struct fd fd);
int get_unused_fd_flags(unsigned int flags);
void put_unused_fd(unsigned int fd);
void fd_install(unsigned int fd, struct file *file);

struct fd fdget_raw(unsigned int fd);
struct fd fdget_pos(int fd);
void fdput_pos(struct fd f);
struct file *fget_raw(unsigned int fd);
struct path;
struct inode;
struct vfsmount;
struct file_operations;
struct file *alloc_file_pseudo(struct inode *inode, struct vfsmount *mnt, const char *name,
			       int flags, const struct file_operations *fops);
struct file *alloc_file_clone(struct file *base, int flags, const struct file_operations *fops);

#endif /* _LINUX_FILE_H */
