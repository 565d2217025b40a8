/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DMA_RESV_H
#define _LINUX_DMA_RESV_H

#include <linux/ww_mutex.h>

struct dma_resv {
	struct ww_mutex lock;
};

#endif /* _LINUX_DMA_RESV_H */
