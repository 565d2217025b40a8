/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/kdev_t.h>
#include <linux/stat.h>
#include <linux/fcntl.h>
#include <linux/path.h>
#include <linux/mutex.h>
#include <linux/errno.h>
#include <linux/mm_types.h>
#include <linux/err.h>
#include <linux/uio.h>
#include <uapi/linux/fs.h>
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/init.h>
#include <linux/llist.h>
#include <linux/mount.h>
#include <linux/percpu-rwsem.h>
#include <linux/pid.h>
#include <linux/radix-tree.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/uuid.h>
#include <linux/wait_bit.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

struct cdev;
struct file;
struct inode;
struct kiocb;
struct file_lock;
struct super_block;
struct poll_table_struct;
struct seq_file;
struct module;
struct pipe_inode_info;

#define FMODE_READ	0x1u
#define FMODE_WRITE	0x2u
#define FMODE_LSEEK	0x4u
#define FMODE_NONOTIFY	0x4000000u

typedef void *fl_owner_t;

struct address_space {
	struct inode *host;
	unsigned long nrpages;
};

struct inode {
	umode_t			i_mode;
	kuid_t			i_uid;
	kgid_t			i_gid;
	unsigned int		i_flags;
	struct super_block	*i_sb;
	struct address_space	*i_mapping;
	unsigned long		i_ino;
	dev_t			i_rdev;
	loff_t			i_size;
	struct rw_semaphore	i_rwsem;
	const struct file_operations *i_fop;
	struct address_space	i_data;
	struct cdev		*i_cdev;
	void			*i_private;
};

struct file {
	struct path		f_path;
	struct inode		*f_inode;
	const struct file_operations *f_op;
	atomic_long_t		f_count;
	unsigned int		f_flags;
	fmode_t			f_mode;
	struct mutex		f_pos_lock;
	loff_t			f_pos;
	const struct cred	*f_cred;
	void			*private_data;
	struct address_space	*f_mapping;
};

struct fasync_struct;
struct fs_context;
struct file_system_type;
struct kstat;
struct vfsmount;

struct kiocb {
	struct file		*ki_filp;
	loff_t			ki_pos;
	void			*private;
	int			ki_flags;
};

struct super_block {
	struct list_head	s_list;
	dev_t			s_dev;
	unsigned long		s_blocksize;
	struct file_system_type	*s_type;
	unsigned long		s_flags;
	unsigned long		s_magic;
	struct dentry		*s_root;
	void			*s_fs_info;
};

struct file_system_type {
	const char		*name;
	int			fs_flags;
	int (*init_fs_context)(struct fs_context *fc);
	struct dentry *(*mount)(struct file_system_type *type, int flags,
				const char *name, void *data);
	void (*kill_sb)(struct super_block *sb);
	struct module		*owner;
	struct file_system_type	*next;
};

struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *file, loff_t off, int whence);
	ssize_t (*read)(struct file *file, char __user *buf, size_t count, loff_t *ppos);
	ssize_t (*write)(struct file *file, const char __user *buf, size_t count,
			 loff_t *ppos);
	ssize_t (*read_iter)(struct kiocb *iocb, struct iov_iter *to);
	ssize_t (*write_iter)(struct kiocb *iocb, struct iov_iter *from);
	__poll_t (*poll)(struct file *file, struct poll_table_struct *wait);
	long (*unlocked_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	long (*compat_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	int (*open)(struct inode *inode, struct file *file);
	int (*flush)(struct file *file, fl_owner_t id);
	int (*release)(struct inode *inode, struct file *file);
	int (*fsync)(struct file *file, loff_t start, loff_t end, int datasync);
	int (*fasync)(int fd, struct file *file, int on);
	int (*lock)(struct file *file, int cmd, struct file_lock *fl);
	ssize_t (*splice_write)(struct pipe_inode_info *pipe, struct file *out,
				loff_t *ppos, size_t count, unsigned int flags);
	ssize_t (*splice_read)(struct file *in, loff_t *ppos,
			       struct pipe_inode_info *pipe, size_t count,
			       unsigned int flags);
	unsigned long (*get_unmapped_area)(struct file *file, unsigned long addr,
					   unsigned long len, unsigned long pgoff,
					   unsigned long flags);
	int (*check_flags)(int flags);
	long (*fallocate)(struct file *file, int mode, loff_t offset, loff_t len);
	void (*show_fdinfo)(struct seq_file *m, struct file *f);
};

int register_chrdev_region(dev_t from, unsigned int count, const char *name);
int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count,
			const char *name);
void unregister_chrdev_region(dev_t from, unsigned int count);
int register_chrdev(unsigned int major, const char *name,
		    const struct file_operations *fops);
void unregister_chrdev(unsigned int major, const char *name);
struct inode *file_inode(const struct file *f);
struct file *filp_open(const char *filename, int flags, umode_t mode);
int filp_close(struct file *filp, fl_owner_t id);
struct file *get_file(struct file *f);
long compat_ptr_ioctl(struct file *file, unsigned int cmd, unsigned long arg);
loff_t no_llseek(struct file *file, loff_t offset, int whence);
loff_t noop_llseek(struct file *file, loff_t offset, int whence);
loff_t default_llseek(struct file *file, loff_t offset, int whence);
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size);
int nonseekable_open(struct inode *inode, struct file *filp);
int stream_open(struct inode *inode, struct file *filp);
int simple_open(struct inode *inode, struct file *file);
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos,
				const void *from, size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
			       const void __user *from, size_t count);
ssize_t kernel_read(struct file *file, void *buf, size_t count, loff_t *pos);
ssize_t kernel_write(struct file *file, const void *buf, size_t count, loff_t *pos);

static inline unsigned int iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}

static inline unsigned int imajor(const struct inode *inode)
{
	return MAJOR(inode->i_rdev);
}

int fasync_helper(int fd, struct file *filp, int on, struct fasync_struct **fap);
void kill_fasync(struct fasync_struct **fap, int sig, int band);
void ihold(struct inode *inode);
void iput(struct inode *inode);
void inode_lock(struct inode *inode);
void inode_unlock(struct inode *inode);
loff_t i_size_read(const struct inode *inode);
void i_size_write(struct inode *inode, loff_t i_size);
struct inode *alloc_anon_inode(struct super_block *sb);
struct inode *new_inode(struct super_block *sb);
void kill_anon_super(struct super_block *sb);
int register_filesystem(struct file_system_type *fs);
int unregister_filesystem(struct file_system_type *fs);
int simple_pin_fs(struct file_system_type *type, struct vfsmount **mount, int *count);
void simple_release_fs(struct vfsmount **mount, int *count);
loff_t vfs_llseek(struct file *file, loff_t offset, int whence);
int vfs_fsync(struct file *file, int datasync);
int vfs_getattr(const struct path *path, struct kstat *stat, u32 request_mask,
		unsigned int query_flags);
ssize_t __kernel_write(struct file *file, const void *buf, size_t count, loff_t *pos);
#define file_count(x)		atomic_long_read(&(x)->f_count)
#define fops_get(fops)		\
	(((fops) && try_module_get((fops)->owner) ? (fops) : NULL))
#define fops_put(fops)		\
	do { if (fops) module_put((fops)->owner); } while (0)
#define MODULE_ALIAS_FS(NAME)	MODULE_ALIAS("fs-" NAME)

#endif /* _LINUX_FS_H */
