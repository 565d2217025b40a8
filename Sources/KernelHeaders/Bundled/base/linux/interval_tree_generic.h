/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_INTERVAL_TREE_GENERIC_H
#define _LINUX_INTERVAL_TREE_GENERIC_H

#include <linux/rbtree.h>

#define INTERVAL_TREE_DEFINE(ITSTRUCT, ITRB, ITTYPE, ITSUBTREE, ITSTART, ITLAST, \
			     ITSTATIC, ITPREFIX)				\
ITSTATIC void ITPREFIX##_insert(ITSTRUCT *node, struct rb_root_cached *root);	\
ITSTATIC void ITPREFIX##_remove(ITSTRUCT *node, struct rb_root_cached *root);	\
ITSTATIC ITSTRUCT *ITPREFIX##_iter_first(struct rb_root_cached *root,		\
					 ITTYPE start, ITTYPE last);		\
ITSTATIC ITSTRUCT *ITPREFIX##_iter_next(ITSTRUCT *node, ITTYPE start, ITTYPE last);

#endif /* _LINUX_INTERVAL_TREE_GENERIC_H */
