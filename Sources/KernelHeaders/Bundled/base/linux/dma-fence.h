/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DMA_FENCE_H
#define _LINUX_DMA_FENCE_H

#include <linux/kref.h>

struct dma_fence;

#endif /* _LINUX_DMA_FENCE_H */
