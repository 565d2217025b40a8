/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DMAENGINE_H
#define _LINUX_DMAENGINE_H

#include <linux/device.h>
#include <linux/err.h>
#include <linux/uio.h>
#include <linux/bug.h>
#include <linux/scatterlist.h>
#include <linux/bitmap.h>
#include <linux/types.h>
#include <asm/page.h>

typedef s32 dma_cookie_t;

enum dma_status {
	DMA_COMPLETE,
	DMA_IN_PROGRESS,
	DMA_PAUSED,
	DMA_ERROR,
	DMA_OUT_OF_ORDER
};

enum dma_transaction_type {
	DMA_MEMCPY,
	DMA_XOR,
	DMA_PQ,
	DMA_XOR_VAL,
	DMA_PQ_VAL,
	DMA_MEMSET,
	DMA_MEMSET_SG,
	DMA_INTERRUPT,
	DMA_PRIVATE,
	DMA_ASYNC_TX,
	DMA_SLAVE,
	DMA_CYCLIC,
	DMA_INTERLEAVE,
	DMA_TX_TYPE_END
};

enum dma_ctrl_flags {
	DMA_PREP_INTERRUPT	= 1 << 0,
	DMA_CTRL_ACK		= 1 << 1,
	DMA_PREP_FENCE		= 1 << 5
};

typedef struct {
	DECLARE_BITMAP(bits, DMA_TX_TYPE_END);
} dma_cap_mask_t;

struct dma_chan;
struct dma_device;
struct dma_async_tx_descriptor;
typedef void (*dma_async_tx_callback)(void *dma_async_param);
typedef bool (*dma_filter_fn)(struct dma_chan *chan, void *filter_param);

struct dma_chan {
	struct dma_device *device;
	dma_cookie_t cookie;
	dma_cookie_t completed_cookie;
	int chan_id;
	struct list_head device_node;
	void *private;
};

struct dma_async_tx_descriptor {
	dma_cookie_t cookie;
	enum dma_ctrl_flags flags;
	dma_addr_t phys;
	struct dma_chan *chan;
	dma_cookie_t (*tx_submit)(struct dma_async_tx_descriptor *tx);
	dma_async_tx_callback callback;
	void *callback_param;
};

struct dma_tx_state {
	dma_cookie_t last;
	dma_cookie_t used;
	u32 residue;
};

struct dma_device {
	unsigned int chancnt;
	struct list_head channels;
	dma_cap_mask_t cap_mask;
	int dev_id;
	struct device *dev;
	int (*device_alloc_chan_resources)(struct dma_chan *chan);
	void (*device_free_chan_resources)(struct dma_chan *chan);
	struct dma_async_tx_descriptor *(*device_prep_dma_memcpy)(struct dma_chan *chan,
			dma_addr_t dst, dma_addr_t src, size_t len, unsigned long flags);
	int (*device_terminate_all)(struct dma_chan *chan);
	enum dma_status (*device_tx_status)(struct dma_chan *chan, dma_cookie_t cookie,
					    struct dma_tx_state *txstate);
	void (*device_issue_pending)(struct dma_chan *chan);
	void (*device_release)(struct dma_device *dev);
};

void __dma_cap_set(enum dma_transaction_type tx_type, dma_cap_mask_t *dstp);
#define dma_cap_set(tx, mask)	__dma_cap_set((tx), &(mask))
#define dma_cap_zero(mask)	bitmap_zero((mask).bits, DMA_TX_TYPE_END)
struct dma_chan *dma_request_chan(struct device *dev, const char *name);
struct dma_chan *dma_request_chan_by_mask(const dma_cap_mask_t *mask);
void dma_release_channel(struct dma_chan *chan);
struct dma_chan *__dma_request_channel(const dma_cap_mask_t *mask, dma_filter_fn fn,
				       void *fn_param, struct device_node *np);
#define dma_request_channel(mask, x, y)	__dma_request_channel(&(mask), x, y, NULL)
int dma_async_device_register(struct dma_device *device);
void dma_async_device_unregister(struct dma_device *device);
struct dma_async_tx_descriptor *dmaengine_prep_dma_memcpy(struct dma_chan *chan,
			dma_addr_t dest, dma_addr_t src, size_t len, unsigned long flags);
dma_cookie_t dmaengine_submit(struct dma_async_tx_descriptor *desc);
int dmaengine_terminate_sync(struct dma_chan *chan);
void dma_async_issue_pending(struct dma_chan *chan);
enum dma_status dma_sync_wait(struct dma_chan *chan, dma_cookie_t cookie);
bool dma_submit_error(dma_cookie_t cookie);

#endif /* _LINUX_DMAENGINE_H */
