/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PAGE_REF_H
#define _LINUX_PAGE_REF_H

#include <linux/page-flags.h>

int page_ref_count(const struct page *page);
int page_count(const struct page *page);

#endif /* _LINUX_PAGE_REF_H */
