/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TOPOLOGY_H
#define _LINUX_TOPOLOGY_H

#include <linux/numa.h>
#include <linux/cpumask.h>
#include <linux/mmzone.h>
#include <linux/percpu.h>
#include <linux/smp.h>

int numa_node_id(void);

int cpu_to_node(int cpu);
int numa_mem_id(void);
const struct cpumask *cpumask_of_node(int node);
int topology_physical_package_id(int cpu);
int topology_core_id(int cpu);

#endif /* _LINUX_TOPOLOGY_H */
