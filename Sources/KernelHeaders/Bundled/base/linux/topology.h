/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TOPOLOGY_H
#define _LINUX_TOPOLOGY_H

#include <linux/numa.h>

int numa_node_id(void);

#endif /* _LINUX_TOPOLOGY_H */
