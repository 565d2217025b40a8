/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_COMPAT_H
#define _LINUX_COMPAT_H

#include <linux/types.h>
#include <linux/fs.h>
#include <linux/if.h>
#include <linux/param.h>
#include <linux/socket.h>
#include <linux/stat.h>
#include <linux/time.h>
#include <linux/uaccess.h>

typedef u32 compat_ulong_t;
typedef u32 compat_uptr_t;

static inline void __user *compat_ptr(compat_uptr_t uptr)
{
	return (void __user *)(unsigned long)uptr;
}

#endif /* _LINUX_COMPAT_H */
