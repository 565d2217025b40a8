/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PAGEMAP_H
#define _LINUX_PAGEMAP_H

#include <linux/mm.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/uaccess.h>
#include <linux/hardirq.h>

struct page *find_get_page(struct address_space *mapping, pgoff_t offset);
struct page *find_lock_page(struct address_space *mapping, pgoff_t index);
int lock_page_killable(struct page *page);
pgoff_t linear_page_index(struct vm_area_struct *vma, unsigned long address);

#endif /* _LINUX_PAGEMAP_H */
