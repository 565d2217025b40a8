/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PAGE_FLAGS_H
#define _LINUX_PAGE_FLAGS_H

#include <linux/mm_types.h>
#include <linux/bug.h>

int PageReserved(struct page *page);
void SetPageReserved(struct page *page);
void ClearPageReserved(struct page *page);
int PageCompound(struct page *page);
int PageHuge(struct page *page);
int PageTail(struct page *page);
#define PageTransHuge(page)	PageCompound(page)

int PageLocked(struct page *page);
int PageDirty(struct page *page);
int PageAnon(struct page *page);
int PageHead(struct page *page);
int PageHWPoison(struct page *page);
int PageUptodate(struct page *page);
void SetPageUptodate(struct page *page);

int PageHighMem(const struct page *page);

#endif /* _LINUX_PAGE_FLAGS_H */
