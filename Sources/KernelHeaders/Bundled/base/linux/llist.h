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

void init_llist_head(struct llist_head *list);
bool llist_empty(const struct llist_head *head);
struct llist_node *llist_del_first(struct llist_head *head);
struct llist_node *llist_reverse_order(struct llist_node *head);
#define __llist_entry_or_null(ptr, type, member) \
	((ptr) ? llist_entry(ptr, type, member) : NULL)
#define llist_for_each(pos, node) \
	for ((pos) = (node); pos; (pos) = (pos)->next)
#define llist_for_each_entry(pos, node, member) \
	for ((pos) = __llist_entry_or_null((node), typeof(*(pos)), member); pos; \
	     (pos) = __llist_entry_or_null((pos)->member.next, typeof(*(pos)), member))
#define llist_for_each_entry_safe(pos, n, node, member) \
	for (pos = __llist_entry_or_null((node), typeof(*pos), member); \
	     pos && (n = __llist_entry_or_null(pos->member.next, typeof(*n), member), true); \
	     pos = n)

#endif /* _LINUX_LLIST_H */
