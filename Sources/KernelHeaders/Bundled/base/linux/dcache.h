/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DCACHE_H
#define _LINUX_DCACHE_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/cache.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/seqlock.h>
#include <linux/wait.h>

struct inode;
struct path;
struct super_block;

struct qstr {
	u32 hash;
	u32 len;
	const unsigned char *name;
};

struct dentry {
	unsigned int d_flags;
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
	unsigned char d_iname[32];
	struct super_block *d_sb;
	void *d_fsdata;
};

char *d_path(const struct path *path, char *buf, int buflen);
char *dentry_path_raw(struct dentry *dentry, char *buf, int buflen);
struct dentry *dget(struct dentry *dentry);
void dput(struct dentry *dentry);
struct inode *d_inode(const struct dentry *dentry);

#endif /* _LINUX_DCACHE_H */
