/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H

#include <linux/mm.h>
#include <linux/uaccess.h>
#include <linux/string.h>
#include <linux/fs.h>
#include <linux/hardirq.h>

void *kmap(struct page *page);
void kunmap(struct page *page);
void *kmap_atomic(struct page *page);
void *kmap_local_page(struct page *page);
void __kunmap_atomic(const void *addr);
void __kunmap_local(const void *addr);
#define kunmap_atomic(addr)	__kunmap_atomic(addr)
#define kunmap_local(addr)	__kunmap_local(addr)
void clear_highpage(struct page *page);
void copy_highpage(struct page *to, struct page *from);
void memcpy_from_page(char *to, struct page *page, size_t offset, size_t len);
void memcpy_to_page(struct page *page, size_t offset, const char *from, size_t len);
void flush_dcache_page(struct page *page);

#endif /* _LINUX_HIGHMEM_H */
