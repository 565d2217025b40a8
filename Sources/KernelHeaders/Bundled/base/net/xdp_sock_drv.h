/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_XDP_SOCK_DRV_H
#define _NET_XDP_SOCK_DRV_H

#include <net/xdp_sock.h>
#include <net/xsk_buff_pool.h>
#include <uapi/linux/if_xdp.h>

bool xsk_tx_peek_desc(struct xsk_buff_pool *pool, struct xdp_desc *desc);
void xsk_tx_release(struct xsk_buff_pool *pool);
void xsk_tx_completed(struct xsk_buff_pool *pool, u32 nb_entries);
struct xsk_buff_pool *xsk_get_pool_from_qid(struct net_device *dev, u16 queue_id);
void xsk_set_rx_need_wakeup(struct xsk_buff_pool *pool);
void xsk_set_tx_need_wakeup(struct xsk_buff_pool *pool);
void xsk_clear_rx_need_wakeup(struct xsk_buff_pool *pool);
void xsk_clear_tx_need_wakeup(struct xsk_buff_pool *pool);
bool xsk_uses_need_wakeup(struct xsk_buff_pool *pool);
u32 xsk_pool_get_rx_frame_size(struct xsk_buff_pool *pool);
int xsk_pool_dma_map(struct xsk_buff_pool *pool, struct device *dev, unsigned long attrs);
void xsk_pool_dma_unmap(struct xsk_buff_pool *pool, unsigned long attrs);
void xsk_pool_set_rxq_info(struct xsk_buff_pool *pool, struct xdp_rxq_info *rxq);
dma_addr_t xsk_buff_xdp_get_dma(struct xdp_buff *xdp);
dma_addr_t xsk_buff_raw_get_dma(struct xsk_buff_pool *pool, u64 addr);
void xsk_buff_raw_dma_sync_for_device(struct xsk_buff_pool *pool, dma_addr_t dma,
				      size_t size);
struct xdp_buff *xsk_buff_alloc(struct xsk_buff_pool *pool);
void xsk_buff_free(struct xdp_buff *xdp);
void xsk_buff_dma_sync_for_cpu(struct xdp_buff *xdp, struct xsk_buff_pool *pool);

#endif /* _NET_XDP_SOCK_DRV_H */
