/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_IPV6_H
#define _NET_IPV6_H

#include <linux/ipv6.h>

#define NEXTHDR_HOP		0
#define NEXTHDR_TCP		6
#define NEXTHDR_UDP		17
#define NEXTHDR_ROUTING		43
#define NEXTHDR_FRAGMENT	44
#define NEXTHDR_NONE		59
#define NEXTHDR_DEST		60

bool ipv6_ext_hdr(u8 nexthdr);
int ipv6_skip_exthdr(const struct sk_buff *skb, int start, u8 *nexthdrp,
		     __be16 *frag_offp);
bool ipv6_addr_any(const struct in6_addr *a);

#endif /* _NET_IPV6_H */
