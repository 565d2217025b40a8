/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FS_CONTEXT_H
#define _LINUX_FS_CONTEXT_H

#include <linux/kernel.h>
#include <linux/types.h>
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/security.h>

struct dentry;
struct file_system_type;
struct fs_context;

struct fs_context_operations {
	void (*free)(struct fs_context *fc);
	int (*get_tree)(struct fs_context *fc);
};

struct fs_context {
	const struct fs_context_operations *ops;
	struct file_system_type *fs_type;
	void *fs_private;
	void *s_fs_info;
	struct dentry *root;
};

#endif /* _LINUX_FS_CONTEXT_H */
