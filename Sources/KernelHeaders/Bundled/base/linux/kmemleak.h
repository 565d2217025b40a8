/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KMEMLEAK_H
#define _LINUX_KMEMLEAK_H

#include <linux/slab.h>
#include <linux/vmalloc.h>

void kmemleak_not_leak(const void *ptr);
void kmemleak_ignore(const void *ptr);
void kmemleak_alloc(const void *ptr, size_t size, int min_count, gfp_t gfp);
void kmemleak_free(const void *ptr);

#endif /* _LINUX_KMEMLEAK_H */
