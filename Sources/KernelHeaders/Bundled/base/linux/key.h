/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KEY_H
#define _LINUX_KEY_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/time64.h>
#include <linux/uidgid.h>

struct key;

#endif /* _LINUX_KEY_H */
