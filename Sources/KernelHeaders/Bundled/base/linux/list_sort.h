/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_LIST_SORT_H
#define _LINUX_LIST_SORT_H

#include <linux/types.h>

/* The comparison's parameters lost and won qualifiers over time: any function pointer fits. */
struct list_head;
typedef int (*list_cmp_func_t)(void *priv,
		const struct list_head *a, const struct list_head *b);
void __list_sort(void *priv, struct list_head *head, void *cmp);
#define list_sort(priv, head, cmp)	__list_sort(priv, head, (void *)(cmp))

#endif /* _LINUX_LIST_SORT_H */
