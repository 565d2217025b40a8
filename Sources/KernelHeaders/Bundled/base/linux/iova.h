/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOVA_H
#define _LINUX_IOVA_H

#include <linux/types.h>
#include <linux/rbtree.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/dma-mapping.h>

struct iova {
	struct rb_node node;
	unsigned long pfn_hi;
	unsigned long pfn_lo;
};

struct iova_domain {
	spinlock_t iova_rbtree_lock;
	struct rb_root rbroot;
	unsigned long granule;
	unsigned long start_pfn;
	unsigned long dma_32bit_pfn;
};

unsigned long iova_size(struct iova *iova);
unsigned long iova_shift(struct iova_domain *iovad);
dma_addr_t iova_dma_addr(struct iova_domain *iovad, struct iova *iova);
unsigned long iova_pfn(struct iova_domain *iovad, dma_addr_t iova);
int iova_cache_get(void);
void iova_cache_put(void);
void init_iova_domain(struct iova_domain *iovad, unsigned long granule,
		      unsigned long start_pfn);
void put_iova_domain(struct iova_domain *iovad);
struct iova *alloc_iova(struct iova_domain *iovad, unsigned long size,
			unsigned long limit_pfn, bool size_aligned);
void free_iova(struct iova_domain *iovad, unsigned long pfn);
void __free_iova(struct iova_domain *iovad, struct iova *iova);
unsigned long alloc_iova_fast(struct iova_domain *iovad, unsigned long size,
			      unsigned long limit_pfn, bool flush_rcache);
void free_iova_fast(struct iova_domain *iovad, unsigned long pfn, unsigned long size);
struct iova *reserve_iova(struct iova_domain *iovad, unsigned long pfn_lo,
			  unsigned long pfn_hi);
struct iova *find_iova(struct iova_domain *iovad, unsigned long pfn);

void copy_reserved_iova(struct iova_domain *from, struct iova_domain *to);

#endif /* _LINUX_IOVA_H */
