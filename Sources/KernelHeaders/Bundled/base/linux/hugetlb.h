/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HUGETLB_H
#define _LINUX_HUGETLB_H

#include <linux/mm.h>
#include <linux/cgroup.h>
#include <linux/fs.h>
#include <linux/kref.h>

struct hstate;
struct hstate *hstate_vma(struct vm_area_struct *vma);
unsigned long huge_page_size(struct hstate *h);
unsigned int huge_page_shift(struct hstate *h);
bool is_vm_hugetlb_page(struct vm_area_struct *vma);

#endif /* _LINUX_HUGETLB_H */
