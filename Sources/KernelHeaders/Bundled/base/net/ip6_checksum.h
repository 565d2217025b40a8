/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_IP6_CHECKSUM_H
#define _NET_IP6_CHECKSUM_H

#include <net/ip.h>
#include <linux/ipv6.h>

__sum16 csum_ipv6_magic(const struct in6_addr *saddr, const struct in6_addr *daddr,
			__u32 len, __u8 proto, __wsum csum);
__sum16 tcp_v6_check(int len, const struct in6_addr *saddr, const struct in6_addr *daddr,
		     __wsum base);

#endif /* _NET_IP6_CHECKSUM_H */
