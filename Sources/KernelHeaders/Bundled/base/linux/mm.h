/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/bug.h>
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/atomic.h>
#include <linux/mm_types.h>
#include <linux/mmap_lock.h>
#include <linux/page-flags.h>
#include <linux/page_ref.h>
#include <linux/pgtable.h>
#include <linux/resource.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/sched.h>
#include <linux/pfn.h>
#include <linux/pfn_t.h>
#include <asm/processor.h>
#include <linux/err.h>
#include <linux/huge_mm.h>
#include <linux/memremap.h>
#include <linux/mmzone.h>
#include <linux/percpu-refcount.h>
#include <linux/version.h>

#define VM_NONE		0x00000000
#define VM_READ		0x00000001
#define VM_WRITE	0x00000002
#define VM_EXEC		0x00000004
#define VM_SHARED	0x00000008
#define VM_MAYREAD	0x00000010
#define VM_MAYWRITE	0x00000020
#define VM_MAYEXEC	0x00000040
#define VM_MAYSHARE	0x00000080
#define VM_PFNMAP	0x00000400
#define VM_LOCKED	0x00002000
#define VM_IO		0x00004000
#define VM_SEQ_READ	0x00008000
#define VM_RAND_READ	0x00010000
#define VM_DONTCOPY	0x00020000
#define VM_DONTEXPAND	0x00040000
#define VM_ACCOUNT	0x00100000
#define VM_NORESERVE	0x00200000
#define VM_HUGETLB	0x00400000
#define VM_DONTDUMP	0x04000000
#define VM_MIXEDMAP	0x10000000

#define FAULT_FLAG_WRITE	0x01
#define FAULT_FLAG_MKWRITE	0x02

#define FOLL_WRITE	0x01
#define FOLL_TOUCH	0x02
#define FOLL_GET	0x04
#define FOLL_FORCE	0x10
#define FOLL_LONGTERM	0x10000
#define FOLL_PIN	0x40000

#define PAGE_ALIGN(addr)	ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(addr)	ALIGN_DOWN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr)	IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define offset_in_page(p)	((unsigned long)(p) & ~PAGE_MASK)

struct vm_fault {
	struct vm_area_struct *vma;
	gfp_t gfp_mask;
	pgoff_t pgoff;
	unsigned long address;
	unsigned int flags;
	struct page *cow_page;
	struct page *page;
};

enum page_entry_size {
	PE_SIZE_PTE = 0,
	PE_SIZE_PMD,
	PE_SIZE_PUD
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *area);
	void (*close)(struct vm_area_struct *area);
	int (*mremap)(struct vm_area_struct *area);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*huge_fault)(struct vm_fault *vmf, enum page_entry_size pe_size);
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
	vm_fault_t (*pfn_mkwrite)(struct vm_fault *vmf);
	int (*access)(struct vm_area_struct *vma, unsigned long addr,
		      void *buf, int len, int write);
	const char *(*name)(struct vm_area_struct *vma);
};

unsigned long totalram_pages(void);
void get_page(struct page *page);
void put_page(struct page *page);
void *page_address(const struct page *page);
struct page *compound_head(struct page *page);
unsigned int compound_order(struct page *page);
int set_page_dirty(struct page *page);
int set_page_dirty_lock(struct page *page);
bool is_vmalloc_addr(const void *x);
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);

struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr);
struct vm_area_struct *vma_lookup(struct mm_struct *mm, unsigned long addr);
unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flag, unsigned long offset);
int vm_munmap(unsigned long start, size_t len);
unsigned long vma_pages(const struct vm_area_struct *vma);
pgprot_t vm_get_page_prot(unsigned long vm_flags);
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot);
int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		       unsigned long pfn, unsigned long size, pgprot_t prot);
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len);
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num);
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			  unsigned long pfn);
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr,
			       unsigned long pfn, pgprot_t pgprot);
vm_fault_t vmf_insert_page(struct vm_area_struct *vma, unsigned long addr,
			   struct page *page);
void zap_vma_ptes(struct vm_area_struct *vma, unsigned long address, unsigned long size);
int follow_pfn(struct vm_area_struct *vma, unsigned long address, unsigned long *pfn);
void unmap_mapping_range(struct address_space *mapping, loff_t const holebegin,
			 loff_t const holelen, int even_cows);

long get_user_pages(unsigned long start, unsigned long nr_pages,
		    unsigned int gup_flags, struct page **pages,
		    struct vm_area_struct **vmas);
long pin_user_pages(unsigned long start, unsigned long nr_pages,
		    unsigned int gup_flags, struct page **pages,
		    struct vm_area_struct **vmas);
int get_user_pages_fast(unsigned long start, int nr_pages,
			unsigned int gup_flags, struct page **pages);
int pin_user_pages_fast(unsigned long start, int nr_pages,
			unsigned int gup_flags, struct page **pages);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long npages);
void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages,
				 bool make_dirty);
int account_locked_vm(struct mm_struct *mm, unsigned long pages, bool inc);
int access_process_vm(struct task_struct *tsk, unsigned long addr, void *buf,
		      int len, unsigned int gup_flags);
int get_order(unsigned long size);
int page_is_ram(unsigned long pfn);
int page_mapcount(struct page *page);
int page_to_nid(const struct page *page);
struct page *virt_to_head_page(const void *x);
unsigned long page_size(struct page *page);
bool page_maybe_dma_pinned(struct page *page);
bool page_is_pfmemalloc(const struct page *page);
void split_page(struct page *page, unsigned int order);
void lock_page(struct page *page);
void unlock_page(struct page *page);
void *kvmalloc_node(size_t size, gfp_t flags, int node);
bool can_do_mlock(void);
int __account_locked_vm(struct mm_struct *mm, unsigned long pages, bool inc,
			struct task_struct *task, bool bypass_rlim);
unsigned long vma_kernel_pagesize(struct vm_area_struct *vma);
bool vma_is_anonymous(struct vm_area_struct *vma);
void vma_set_file(struct vm_area_struct *vma, struct file *file);
struct vm_area_struct *find_vma_intersection(struct mm_struct *mm,
			unsigned long start_addr, unsigned long end_addr);
int apply_to_page_range(struct mm_struct *mm, unsigned long address, unsigned long size,
			int (*fn)(pte_t *pte, unsigned long addr, void *data), void *data);
/* Before 5.9 the task stood in front. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 9, 0)
long get_user_pages_remote(struct task_struct *tsk, struct mm_struct *mm,
			   unsigned long start, unsigned long nr_pages,
			   unsigned int gup_flags, struct page **pages,
			   struct vm_area_struct **vmas, int *locked);
long pin_user_pages_remote(struct task_struct *tsk, struct mm_struct *mm,
			   unsigned long start, unsigned long nr_pages,
			   unsigned int gup_flags, struct page **pages,
			   struct vm_area_struct **vmas, int *locked);
#else
long get_user_pages_remote(struct mm_struct *mm, unsigned long start,
			   unsigned long nr_pages, unsigned int gup_flags,
			   struct page **pages, struct vm_area_struct **vmas, int *locked);
long pin_user_pages_remote(struct mm_struct *mm, unsigned long start,
			   unsigned long nr_pages, unsigned int gup_flags,
			   struct page **pages, struct vm_area_struct **vmas, int *locked);
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 20, 0)
int vm_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn);
#endif
long get_user_pages_unlocked(unsigned long start, unsigned long nr_pages,
			     struct page **pages, unsigned int gup_flags);
int vm_map_pages_zero(struct vm_area_struct *vma, struct page **pages,
		      unsigned long num);
vm_fault_t vmf_insert_mixed(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn);
vm_fault_t vmf_error(int err);
void zap_page_range(struct vm_area_struct *vma, unsigned long address,
		    unsigned long size);
int follow_pte(struct mm_struct *mm, unsigned long address, pte_t **ptepp,
	       spinlock_t **ptlp);

struct sysinfo;
void si_meminfo(struct sysinfo *val);

p4d_t *p4d_offset(pgd_t *pgd, unsigned long address);
pud_t *pud_offset(p4d_t *p4d, unsigned long address);
pmd_t *pmd_offset(pud_t *pud, unsigned long address);
pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long address);
pte_t *pte_offset_map(pmd_t *pmd, unsigned long address);
spinlock_t *pte_lockptr(struct mm_struct *mm, pmd_t *pmd);
void pte_unmap(pte_t *pte);
#define pte_offset_map_lock(mm, pmd, address, ptlp) ({	\
	spinlock_t *__ptl = pte_lockptr(mm, pmd);	\
	pte_t *__pte = pte_offset_map(pmd, address);	\
	*(ptlp) = __ptl;				\
	spin_lock(__ptl);				\
	__pte; })
#define pte_unmap_unlock(pte, ptl) do {	\
	spin_unlock(ptl);		\
	pte_unmap(pte);			\
} while (0)

#define nth_page(page, n)	((page) + (n))

#endif /* _LINUX_MM_H */
