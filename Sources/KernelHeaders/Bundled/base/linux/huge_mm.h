/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HUGE_MM_H
#define _LINUX_HUGE_MM_H

#include <linux/mm_types.h>
#include <linux/pfn_t.h>
#include <linux/pgtable.h>
#include <linux/fs.h>

struct vm_fault;

#define HPAGE_PMD_SHIFT	PMD_SHIFT
#define HPAGE_PMD_SIZE	(1UL << HPAGE_PMD_SHIFT)
#define HPAGE_PMD_MASK	(~(HPAGE_PMD_SIZE - 1))
#define HPAGE_PMD_ORDER	(HPAGE_PMD_SHIFT - PAGE_SHIFT)
#define HPAGE_PMD_NR	(1 << HPAGE_PMD_ORDER)
#define HPAGE_PUD_SHIFT	PUD_SHIFT
#define HPAGE_PUD_SIZE	(1UL << HPAGE_PUD_SHIFT)
#define HPAGE_PUD_MASK	(~(HPAGE_PUD_SIZE - 1))

vm_fault_t vmf_insert_pfn_pmd(struct vm_fault *vmf, pfn_t pfn, bool write);

#endif /* _LINUX_HUGE_MM_H */
