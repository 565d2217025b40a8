/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RADIX_TREE_H
#define _LINUX_RADIX_TREE_H

#include <linux/xarray.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>

#define radix_tree_root		xarray
#define RADIX_TREE(name, mask)	struct radix_tree_root name = XARRAY_INIT(name, mask)
#define INIT_RADIX_TREE(root, mask) xa_init_flags(root, mask)

int radix_tree_insert(struct radix_tree_root *root, unsigned long index, void *item);
void *radix_tree_lookup(const struct radix_tree_root *root, unsigned long index);
void *radix_tree_delete(struct radix_tree_root *root, unsigned long index);

struct radix_tree_iter {
	unsigned long index;
	unsigned long next_index;
	unsigned long tags;
	void *node;
};

bool radix_tree_empty(const struct radix_tree_root *root);
void **radix_tree_lookup_slot(const struct radix_tree_root *root, unsigned long index);
void *radix_tree_delete_item(struct radix_tree_root *root, unsigned long index, void *item);
unsigned int radix_tree_gang_lookup(const struct radix_tree_root *root, void **results,
				    unsigned long first_index, unsigned int max_items);
void *radix_tree_deref_slot(void **slot);
int radix_tree_preload(gfp_t gfp_mask);
void radix_tree_preload_end(void);
void **radix_tree_iter_init(struct radix_tree_iter *iter, unsigned long start);
void **radix_tree_next_chunk(const struct radix_tree_root *root,
			     struct radix_tree_iter *iter, unsigned int flags);
void **radix_tree_next_slot(void **slot, struct radix_tree_iter *iter, unsigned int flags);
void radix_tree_iter_delete(struct radix_tree_root *root, struct radix_tree_iter *iter,
			    void **slot);
#define radix_tree_for_each_slot(slot, root, iter, start) \
	for (slot = radix_tree_iter_init(iter, start); \
	     slot || (slot = radix_tree_next_chunk(root, iter, 0)); \
	     slot = radix_tree_next_slot(slot, iter, 0))

#endif /* _LINUX_RADIX_TREE_H */
