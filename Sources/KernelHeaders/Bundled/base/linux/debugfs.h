/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DEBUGFS_H
#define _LINUX_DEBUGFS_H

#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/types.h>

struct device;
struct dentry;

struct dentry *debugfs_create_dir(const char *name, struct dentry *parent);
struct dentry *debugfs_create_file(const char *name, umode_t mode,
				   struct dentry *parent, void *data,
				   const struct file_operations *fops);
struct dentry *debugfs_create_symlink(const char *name, struct dentry *parent,
				      const char *dest);
struct dentry *debugfs_lookup(const char *name, struct dentry *parent);
void debugfs_remove(struct dentry *dentry);
void debugfs_remove_recursive(struct dentry *dentry);
void debugfs_create_u8(const char *name, umode_t mode, struct dentry *parent, u8 *value);
void debugfs_create_u32(const char *name, umode_t mode, struct dentry *parent, u32 *value);
void debugfs_create_u64(const char *name, umode_t mode, struct dentry *parent, u64 *value);
void debugfs_create_x32(const char *name, umode_t mode, struct dentry *parent, u32 *value);
void debugfs_create_bool(const char *name, umode_t mode, struct dentry *parent, bool *value);

#define DEFINE_SIMPLE_ATTRIBUTE(__fops, __get, __set, __fmt) \
static const struct file_operations __maybe_unused __fops = { .owner = THIS_MODULE }; \
static inline void __maybe_unused __fops##_check(void)		\
{								\
	int (*get)(void *data, u64 *val) = (__get);		\
	int (*set)(void *data, u64 val) = (__set);		\
	(void)get;						\
	(void)set;						\
}

#endif /* _LINUX_DEBUGFS_H */
