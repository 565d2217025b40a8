/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KERNFS_H
#define _LINUX_KERNFS_H

#include <linux/err.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/idr.h>
#include <linux/rbtree.h>
#include <linux/wait.h>
#include <linux/uidgid.h>

struct kernfs_node;

#endif /* _LINUX_KERNFS_H */
