/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PGTABLE_H
#define _LINUX_PGTABLE_H

#include <linux/mm_types.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/pfn.h>

pgprot_t pgprot_noncached(pgprot_t prot);
pgprot_t pgprot_writecombine(pgprot_t prot);
pgprot_t pgprot_decrypted(pgprot_t prot);

#define PMD_SHIFT	21
#define PUD_SHIFT	30
#define P4D_SHIFT	39
#define PGDIR_SHIFT	39
#define PMD_SIZE	(1UL << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))
#define PUD_SIZE	(1UL << PUD_SHIFT)
#define PUD_MASK	(~(PUD_SIZE - 1))
#define P4D_SIZE	(1UL << P4D_SHIFT)
#define P4D_MASK	(~(P4D_SIZE - 1))
#define PGDIR_SIZE	(1UL << PGDIR_SHIFT)
#define PGDIR_MASK	(~(PGDIR_SIZE - 1))
#define PTRS_PER_PTE	512
#define PTRS_PER_PMD	512
#define PTRS_PER_PUD	512
#define PTRS_PER_P4D	1
#define PTRS_PER_PGD	512

pgprot_t pgprot_device(pgprot_t prot);
pgprot_t pgprot_modify(pgprot_t oldprot, pgprot_t newprot);
extern const pgprot_t __page_kernel;
extern const pgprot_t __page_shared;
#define PAGE_KERNEL	__page_kernel
#define PAGE_SHARED	__page_shared

pgd_t *pgd_offset(struct mm_struct *mm, unsigned long address);
int pgd_none(pgd_t pgd);
int pgd_bad(pgd_t pgd);
int pgd_present(pgd_t pgd);
int p4d_none(p4d_t p4d);
int p4d_bad(p4d_t p4d);
int p4d_present(p4d_t p4d);
int pud_none(pud_t pud);
int pud_bad(pud_t pud);
int pud_present(pud_t pud);
int pmd_none(pmd_t pmd);
int pmd_bad(pmd_t pmd);
int pmd_present(pmd_t pmd);
int pte_none(pte_t pte);
int pte_present(pte_t pte);
int pte_write(pte_t pte);
int pte_dirty(pte_t pte);
int pte_young(pte_t pte);
int pmd_large(pmd_t pmd);
int pud_large(pud_t pud);
int pmd_trans_huge(pmd_t pmd);
int pud_trans_huge(pud_t pud);
int pmd_devmap(pmd_t pmd);
int pud_devmap(pud_t pud);
unsigned long pte_pfn(pte_t pte);
unsigned long pmd_pfn(pmd_t pmd);
unsigned long pud_pfn(pud_t pud);
pte_t pfn_pte(unsigned long pfn, pgprot_t prot);
pte_t mk_pte(struct page *page, pgprot_t prot);
pte_t pte_mkspecial(pte_t pte);
pte_t pte_mkwrite(pte_t pte);
pte_t pte_wrprotect(pte_t pte);
pte_t pte_mkdirty(pte_t pte);
void set_pte_at(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_t pte);
void pte_clear(struct mm_struct *mm, unsigned long addr, pte_t *ptep);
#define pte_page(pte)	pfn_to_page(pte_pfn(pte))
#define pmd_page(pmd)	pfn_to_page(pmd_pfn(pmd))
#define pud_page(pud)	pfn_to_page(pud_pfn(pud))

#define __addr_end(addr, end, size)	\
	(((((addr) + (size)) & ~((size) - 1)) - 1 < (end) - 1) ? \
	 (((addr) + (size)) & ~((size) - 1)) : (end))
#define pgd_addr_end(addr, end)	__addr_end(addr, end, PGDIR_SIZE)
#define p4d_addr_end(addr, end)	__addr_end(addr, end, P4D_SIZE)
#define pud_addr_end(addr, end)	__addr_end(addr, end, PUD_SIZE)
#define pmd_addr_end(addr, end)	__addr_end(addr, end, PMD_SIZE)

#if defined(__x86_64__)
#define _PAGE_PRESENT	(1UL << 0)
#define _PAGE_RW	(1UL << 1)
#define _PAGE_USER	(1UL << 2)
#define _PAGE_PWT	(1UL << 3)
#define _PAGE_PCD	(1UL << 4)
#define _PAGE_ACCESSED	(1UL << 5)
#define _PAGE_DIRTY	(1UL << 6)
#define _PAGE_PSE	(1UL << 7)
#define _PAGE_PAT	(1UL << 7)
#define _PAGE_GLOBAL	(1UL << 8)
#define _PAGE_PAT_LARGE	(1UL << 12)
#define _PAGE_NX	(1UL << 63)
#endif

#endif /* _LINUX_PGTABLE_H */
