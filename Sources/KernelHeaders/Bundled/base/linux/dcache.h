/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DCACHE_H
#define _LINUX_DCACHE_H

#include <linux/types.h>

struct dentry;

#endif /* _LINUX_DCACHE_H */
