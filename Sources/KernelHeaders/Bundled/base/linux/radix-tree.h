/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RADIX_TREE_H
#define _LINUX_RADIX_TREE_H

#include <linux/xarray.h>

#define radix_tree_root		xarray
#define RADIX_TREE(name, mask)	struct radix_tree_root name = XARRAY_INIT(name, mask)
#define INIT_RADIX_TREE(root, mask) xa_init_flags(root, mask)

int radix_tree_insert(struct radix_tree_root *root, unsigned long index, void *item);
void *radix_tree_lookup(const struct radix_tree_root *root, unsigned long index);
void *radix_tree_delete(struct radix_tree_root *root, unsigned long index);

#endif /* _LINUX_RADIX_TREE_H */
