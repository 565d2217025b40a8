/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NUMA_H
#define _LINUX_NUMA_H

#include <linux/types.h>

#define NUMA_NO_NODE	(-1)

#endif /* _LINUX_NUMA_H */
