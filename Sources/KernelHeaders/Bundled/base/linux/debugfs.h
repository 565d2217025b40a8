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

/* The files of single values: most of these functions lost their result over time. */
struct dentry *debugfs_create_u8(const char *name, umode_t mode, struct dentry *parent,
				 u8 *value);
struct dentry *debugfs_create_u32(const char *name, umode_t mode, struct dentry *parent,
				  u32 *value);
struct dentry *debugfs_create_u64(const char *name, umode_t mode, struct dentry *parent,
				  u64 *value);
struct dentry *debugfs_create_x32(const char *name, umode_t mode, struct dentry *parent,
				  u32 *value);
struct dentry *debugfs_create_bool(const char *name, umode_t mode, struct dentry *parent,
				   bool *value);

#define DEFINE_SIMPLE_ATTRIBUTE(__fops, __get, __set, __fmt) \
static const struct file_operations __maybe_unused __fops = { .owner = THIS_MODULE }; \
static inline void __maybe_unused __fops##_check(void)		\
{								\
	int (*get)(void *data, u64 *val) = (__get);		\
	int (*set)(void *data, u64 val) = (__set);		\
	(void)get;						\
	(void)set;						\
}

struct debugfs_blob_wrapper {
	void *data;
	unsigned long size;
};

struct debugfs_reg32 {
	char *name;
	unsigned long offset;
};

struct debugfs_regset32 {
	const struct debugfs_reg32 *regs;
	int nregs;
	void __iomem *base;
	struct device *dev;
};

struct dentry *debugfs_create_u16(const char *name, umode_t mode, struct dentry *parent,
				  u16 *value);
struct dentry *debugfs_create_x8(const char *name, umode_t mode, struct dentry *parent,
				 u8 *value);
struct dentry *debugfs_create_x16(const char *name, umode_t mode, struct dentry *parent,
				  u16 *value);
struct dentry *debugfs_create_x64(const char *name, umode_t mode, struct dentry *parent,
				  u64 *value);
struct dentry *debugfs_create_ulong(const char *name, umode_t mode, struct dentry *parent,
				    unsigned long *value);
struct dentry *debugfs_create_size_t(const char *name, umode_t mode, struct dentry *parent,
				     size_t *value);
struct dentry *debugfs_create_atomic_t(const char *name, umode_t mode,
				       struct dentry *parent, atomic_t *value);
struct dentry *debugfs_create_blob(const char *name, umode_t mode, struct dentry *parent,
				   struct debugfs_blob_wrapper *blob);
struct dentry *debugfs_create_regset32(const char *name, umode_t mode,
				       struct dentry *parent,
				       struct debugfs_regset32 *regset);
struct dentry *debugfs_create_file_unsafe(const char *name, umode_t mode,
					  struct dentry *parent, void *data,
					  const struct file_operations *fops);
void debugfs_create_devm_seqfile(struct device *dev, const char *name,
				 struct dentry *parent,
				 int (*read_fn)(struct seq_file *s, void *data));
bool debugfs_initialized(void);
int debugfs_file_get(struct dentry *dentry);
void debugfs_file_put(struct dentry *dentry);
#define DEFINE_DEBUGFS_ATTRIBUTE(__fops, __get, __set, __fmt) \
	DEFINE_SIMPLE_ATTRIBUTE(__fops, __get, __set, __fmt)

#endif /* _LINUX_DEBUGFS_H */
