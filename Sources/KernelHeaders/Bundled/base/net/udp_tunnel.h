/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_UDP_TUNNEL_H
#define _NET_UDP_TUNNEL_H

#include <linux/udp.h>
#include <linux/netdevice.h>

enum udp_parsable_tunnel_type {
	UDP_TUNNEL_TYPE_VXLAN		= 1 << 0,
	UDP_TUNNEL_TYPE_GENEVE		= 1 << 1,
	UDP_TUNNEL_TYPE_VXLAN_GPE	= 1 << 2
};

struct udp_tunnel_info {
	unsigned short type;
	sa_family_t sa_family;
	__be16 port;
	u8 hw_priv;
};

#endif /* _NET_UDP_TUNNEL_H */
