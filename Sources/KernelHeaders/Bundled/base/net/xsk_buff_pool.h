/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_XSK_BUFF_POOL_H
#define _NET_XSK_BUFF_POOL_H

#include <linux/types.h>
#include <linux/dma-mapping.h>
#include <net/xdp.h>

struct xsk_buff_pool {
	struct device *dev;
	struct net_device *netdev;
	u16 queue_id;
	u32 chunk_size;
	u32 frame_len;
	u32 headroom;
};

#endif /* _NET_XSK_BUFF_POOL_H */
