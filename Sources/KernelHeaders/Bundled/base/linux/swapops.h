/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SWAPOPS_H
#define _LINUX_SWAPOPS_H

#include <linux/radix-tree.h>
#include <linux/bug.h>
#include <linux/mm_types.h>

typedef struct {
	unsigned long val;
} swp_entry_t;

int non_swap_entry(swp_entry_t entry);
int is_migration_entry(swp_entry_t entry);
swp_entry_t pte_to_swp_entry(pte_t pte);
struct page *migration_entry_to_page(swp_entry_t entry);

#endif /* _LINUX_SWAPOPS_H */
