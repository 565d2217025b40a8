/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SECURITY_H
#define _LINUX_SECURITY_H

#include <linux/key.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/mm.h>

int security_file_permission(struct file *file, int mask);

#endif /* _LINUX_SECURITY_H */
