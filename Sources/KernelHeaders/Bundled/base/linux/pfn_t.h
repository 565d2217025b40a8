/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PFN_T_H
#define _LINUX_PFN_T_H

#include <linux/types.h>

typedef struct {
	u64 val;
} pfn_t;

struct page;
pfn_t pfn_to_pfn_t(unsigned long pfn);
pfn_t phys_to_pfn_t(phys_addr_t addr, u64 flags);
pfn_t __pfn_to_pfn_t(unsigned long pfn, u64 flags);
pfn_t page_to_pfn_t(struct page *page);
unsigned long pfn_t_to_pfn(pfn_t pfn);
#define PFN_DEV	(1ULL << 61)
#define PFN_MAP	(1ULL << 60)

#endif /* _LINUX_PFN_T_H */
