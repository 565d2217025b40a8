/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_UDP_H
#define _LINUX_UDP_H

#include <linux/skbuff.h>
#include <uapi/linux/udp.h>

struct udphdr *udp_hdr(const struct sk_buff *skb);
struct udphdr *inner_udp_hdr(const struct sk_buff *skb);

#endif /* _LINUX_UDP_H */
