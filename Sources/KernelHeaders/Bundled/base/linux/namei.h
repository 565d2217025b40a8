/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NAMEI_H
#define _LINUX_NAMEI_H

#include <linux/kernel.h>
#include <linux/path.h>
#include <linux/fcntl.h>
#include <linux/errno.h>
#include <linux/fs.h>

#define LOOKUP_FOLLOW		0x0001
#define LOOKUP_DIRECTORY	0x0002
#define LOOKUP_AUTOMOUNT	0x0004

int kern_path(const char *name, unsigned int flags, struct path *path);
struct dentry *lookup_one_len(const char *name, struct dentry *base, int len);

#endif /* _LINUX_NAMEI_H */
