/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DMA_RESV_H
#define _LINUX_DMA_RESV_H

#include <linux/ww_mutex.h>
#include <linux/dma-fence.h>
#include <linux/rcupdate.h>
#include <linux/seqlock.h>
#include <linux/slab.h>

struct dma_resv {
	struct ww_mutex lock;
};

#endif /* _LINUX_DMA_RESV_H */
