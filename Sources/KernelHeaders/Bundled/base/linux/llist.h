/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_LLIST_H
#define _LINUX_LLIST_H

#include <linux/atomic.h>
#include <linux/kernel.h>

struct llist_head {
	struct llist_node *first;
};

struct llist_node {
	struct llist_node *next;
};

#define LLIST_HEAD_INIT(name)	{ NULL }
#define LLIST_HEAD(name)	struct llist_head name = LLIST_HEAD_INIT(name)
#define llist_entry(ptr, type, member)	container_of(ptr, type, member)

bool llist_add(struct llist_node *entry, struct llist_head *head);
struct llist_node *llist_del_all(struct llist_head *head);

#endif /* _LINUX_LLIST_H */
