/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PROC_FS_H
#define _LINUX_PROC_FS_H

#include <linux/types.h>
#include <linux/fs.h>
#include <linux/version.h>

struct proc_dir_entry;

struct proc_ops {
	unsigned int proc_flags;
	int (*proc_open)(struct inode *inode, struct file *file);
	ssize_t (*proc_read)(struct file *file, char __user *buf, size_t n, loff_t *ppos);
	ssize_t (*proc_write)(struct file *file, const char __user *buf, size_t n, loff_t *ppos);
	loff_t (*proc_lseek)(struct file *file, loff_t off, int whence);
	int (*proc_release)(struct inode *inode, struct file *file);
	__poll_t (*proc_poll)(struct file *file, struct poll_table_struct *wait);
	long (*proc_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	int (*proc_mmap)(struct file *file, struct vm_area_struct *vma);
};

struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent);
/* Before 5.6 the operations of a proc file were those of any file. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
#define __proc_fops	file_operations
#else
#define __proc_fops	proc_ops
#endif
struct proc_dir_entry *proc_create(const char *name, umode_t mode,
				   struct proc_dir_entry *parent,
				   const struct __proc_fops *proc_ops);
struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					struct proc_dir_entry *parent,
					const struct __proc_fops *proc_ops, void *data);
void proc_remove(struct proc_dir_entry *de);
void remove_proc_entry(const char *name, struct proc_dir_entry *parent);
void *PDE_DATA(const struct inode *inode);

struct seq_file;
struct seq_operations;
struct proc_dir_entry *proc_mkdir_mode(const char *name, umode_t mode,
				       struct proc_dir_entry *parent);
struct proc_dir_entry *proc_symlink(const char *name, struct proc_dir_entry *parent,
				    const char *dest);
struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode,
		struct proc_dir_entry *parent, int (*show)(struct seq_file *m, void *v),
		void *data);
struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode,
		struct proc_dir_entry *parent, const struct seq_operations *ops,
		unsigned int state_size, void *data);
#define proc_create_single(name, mode, parent, show) \
	proc_create_single_data(name, mode, parent, show, NULL)
#define proc_create_seq(name, mode, parent, ops) \
	proc_create_seq_private(name, mode, parent, ops, 0, NULL)
int remove_proc_subtree(const char *name, struct proc_dir_entry *parent);

#endif /* _LINUX_PROC_FS_H */
