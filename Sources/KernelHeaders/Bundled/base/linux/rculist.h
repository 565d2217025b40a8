/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RCULIST_H
#define _LINUX_RCULIST_H

#include <linux/list.h>
#include <linux/rcupdate.h>

static inline void list_add_rcu(struct list_head *entry, struct list_head *head)
{
	list_add(entry, head);
}

static inline void list_add_tail_rcu(struct list_head *entry,
				     struct list_head *head)
{
	list_add_tail(entry, head);
}

static inline void list_del_rcu(struct list_head *entry)
{
	__list_unlink(entry);
	entry->prev = LIST_POISON2;
}

#define list_entry_rcu(ptr, type, member)	list_entry(READ_ONCE(ptr), type, member)
#define list_for_each_entry_rcu(pos, head, member, cond...) \
	list_for_each_entry(pos, head, member)

void hlist_add_head_rcu(struct hlist_node *n, struct hlist_head *h);
void hlist_del_rcu(struct hlist_node *n);
void list_replace_rcu(struct list_head *old, struct list_head *new);
#define hlist_for_each_entry_rcu(pos, head, member, cond...) \
	hlist_for_each_entry(pos, head, member)

#endif /* _LINUX_RCULIST_H */
