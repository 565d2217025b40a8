/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <linux/types.h>
#include <linux/overflow.h>
#include <linux/mm_types.h>
#include <asm/page.h>
#include <linux/pgtable.h>
#include <linux/init.h>
#include <linux/llist.h>

#define VM_MAP	0x00000004

void *vmalloc(unsigned long size) __malloc;
void *vzalloc(unsigned long size) __malloc;
void *vmalloc_user(unsigned long size) __malloc;
void *vmalloc_node(unsigned long size, int node) __malloc;
void *vmalloc_32(unsigned long size) __malloc;
void vfree(const void *addr);
void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot);
void vunmap(const void *addr);
int remap_vmalloc_range(struct vm_area_struct *vma, void *addr, unsigned long pgoff);
/* An unsigned long pgoff came in front of the size with 5.7 and its stable updates. */
int remap_vmalloc_range_partial(struct vm_area_struct *vma, unsigned long uaddr,
				void *kaddr, ...);

#define PAGE_KERNEL_IO	PAGE_KERNEL

void *__vmalloc(unsigned long size, gfp_t gfp_mask);
void *vzalloc_node(unsigned long size, int node);
void *vmalloc_32_user(unsigned long size);
void vm_unmap_ram(const void *mem, unsigned int count);
void *vm_map_ram(struct page **pages, unsigned int count, int node);

#endif /* _LINUX_VMALLOC_H */
