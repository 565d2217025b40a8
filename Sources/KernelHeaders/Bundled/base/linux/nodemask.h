/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NODEMASK_H
#define _LINUX_NODEMASK_H

#include <linux/numa.h>
#include <linux/bitmap.h>
#include <linux/minmax.h>

int num_online_nodes(void);
int node_online(int node);
int next_online_node(int node);
extern int nr_node_ids;
#define for_each_online_node(node) \
	for ((node) = next_online_node(-1); (node) < nr_node_ids; (node) = next_online_node(node))
#define for_each_node(node)	for ((node) = 0; (node) < nr_node_ids; (node)++)

int num_possible_nodes(void);

#endif /* _LINUX_NODEMASK_H */
