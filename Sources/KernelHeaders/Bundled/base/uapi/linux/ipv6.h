/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_IPV6_H
#define _UAPI_LINUX_IPV6_H

#include <linux/in6.h>
#include <asm/byteorder.h>

struct ipv6hdr {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	__u8 priority:4,
	     version:4;
#else
	__u8 version:4,
	     priority:4;
#endif
	__u8 flow_lbl[3];
	__be16 payload_len;
	__u8 nexthdr;
	__u8 hop_limit;
	struct in6_addr saddr;
	struct in6_addr daddr;
};

#endif /* _UAPI_LINUX_IPV6_H */
