/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SWAP_H
#define _LINUX_SWAP_H

#include <linux/mm.h>
#include <linux/fs.h>
#include <linux/memcontrol.h>
#include <linux/mmzone.h>
#include <linux/pagemap.h>

void mark_page_accessed(struct page *page);
unsigned long nr_free_buffer_pages(void);

#endif /* _LINUX_SWAP_H */
