/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_GRO_H
#define _NET_GRO_H

#include <linux/skbuff.h>
#include <linux/netdevice.h>

struct napi_gro_cb {
	u16 count;
};
#define NAPI_GRO_CB(skb)	((struct napi_gro_cb *)(skb)->cb)

#endif /* _NET_GRO_H */
