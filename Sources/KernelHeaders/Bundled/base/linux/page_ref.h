/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PAGE_REF_H
#define _LINUX_PAGE_REF_H

#include <linux/page-flags.h>

int page_ref_count(const struct page *page);
int page_count(const struct page *page);

void page_ref_inc(struct page *page);
void page_ref_add(struct page *page, int nr);
void page_ref_sub(struct page *page, int nr);
int page_ref_dec_and_test(struct page *page);
int page_ref_sub_and_test(struct page *page, int nr);
void set_page_count(struct page *page, int v);

#endif /* _LINUX_PAGE_REF_H */
