/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOVA_BITMAP_H
#define _LINUX_IOVA_BITMAP_H

#include <linux/types.h>

struct iova_bitmap;
void iova_bitmap_set(struct iova_bitmap *bitmap, unsigned long iova, size_t length);

#endif /* _LINUX_IOVA_BITMAP_H */
