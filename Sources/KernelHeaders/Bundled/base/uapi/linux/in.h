/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_IN_H
#define _UAPI_LINUX_IN_H

#include <linux/types.h>
#include <linux/socket.h>

enum {
	IPPROTO_IP	= 0,
	IPPROTO_ICMP	= 1,
	IPPROTO_TCP	= 6,
	IPPROTO_UDP	= 17,
	IPPROTO_IPV6	= 41,
	IPPROTO_GRE	= 47,
	IPPROTO_ESP	= 50,
	IPPROTO_AH	= 51,
	IPPROTO_SCTP	= 132
};

struct in_addr {
	__be32 s_addr;
};

struct sockaddr_in {
	sa_family_t sin_family;
	__be16 sin_port;
	struct in_addr sin_addr;
	unsigned char __pad[8];
};

#endif /* _UAPI_LINUX_IN_H */
