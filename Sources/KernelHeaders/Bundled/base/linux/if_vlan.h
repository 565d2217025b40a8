/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IF_VLAN_H
#define _LINUX_IF_VLAN_H

#include <linux/netdevice.h>
#include <linux/etherdevice.h>
#include <linux/rtnetlink.h>

#define VLAN_HLEN	4
#define VLAN_ETH_HLEN	18
#define VLAN_ETH_ZLEN	64
#define VLAN_N_VID	4096
#define VLAN_VID_MASK	0x0fff
#define VLAN_PRIO_MASK	0xe000
#define VLAN_PRIO_SHIFT	13

struct vlan_hdr {
	__be16 h_vlan_TCI;
	__be16 h_vlan_encapsulated_proto;
};

struct vlan_ethhdr {
	unsigned char h_dest[ETH_ALEN];
	unsigned char h_source[ETH_ALEN];
	__be16 h_vlan_proto;
	__be16 h_vlan_TCI;
	__be16 h_vlan_encapsulated_proto;
};

void __vlan_hwaccel_put_tag(struct sk_buff *skb, __be16 vlan_proto, u16 vlan_tci);
__be16 vlan_get_protocol(const struct sk_buff *skb);
struct vlan_ethhdr *vlan_eth_hdr(const struct sk_buff *skb);
u16 vlan_dev_vlan_id(const struct net_device *dev);
struct net_device *vlan_dev_real_dev(const struct net_device *dev);
bool is_vlan_dev(const struct net_device *dev);
#define skb_vlan_tag_present(skb)	((skb)->vlan_proto != 0)
#define skb_vlan_tag_get(skb)		((skb)->vlan_tci)

#endif /* _LINUX_IF_VLAN_H */
