/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_TCP_H
#define _NET_TCP_H

#include <linux/list.h>
#include <linux/tcp.h>
#include <linux/skbuff.h>
#include <linux/netdevice.h>
#include <net/sock.h>
#include <net/ip.h>

__sum16 tcp_v4_check(int len, __be32 saddr, __be32 daddr, __wsum base);
int tcp_gro_complete(struct sk_buff *skb);

#endif /* _NET_TCP_H */
