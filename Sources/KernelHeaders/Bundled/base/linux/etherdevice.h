/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_ETHERDEVICE_H
#define _LINUX_ETHERDEVICE_H

#include <linux/if_ether.h>
#include <linux/netdevice.h>
#include <linux/random.h>
#include <linux/crc32.h>
#include <asm/unaligned.h>

extern const u8 eth_reserved_addr_base[ETH_ALEN];

struct net_device *alloc_etherdev_mqs(int sizeof_priv, unsigned int txqs,
				      unsigned int rxqs);
#define alloc_etherdev(sizeof_priv)		alloc_etherdev_mqs(sizeof_priv, 1, 1)
#define alloc_etherdev_mq(sizeof_priv, count)	alloc_etherdev_mqs(sizeof_priv, count, count)
void ether_setup(struct net_device *dev);
__be16 eth_type_trans(struct sk_buff *skb, struct net_device *dev);
u32 eth_get_headlen(const struct net_device *dev, const void *data, u32 len);
int eth_mac_addr(struct net_device *dev, void *p);
int eth_prepare_mac_addr_change(struct net_device *dev, void *p);
void eth_commit_mac_addr_change(struct net_device *dev, void *p);
int eth_validate_addr(struct net_device *dev);
int eth_platform_get_mac_address(struct device *dev, u8 *mac_addr);
void eth_random_addr(u8 *addr);
void eth_hw_addr_random(struct net_device *dev);
void eth_broadcast_addr(u8 *addr);
void eth_zero_addr(u8 *addr);
void ether_addr_copy(u8 *dst, const u8 *src);
bool ether_addr_equal(const u8 *addr1, const u8 *addr2);
bool is_zero_ether_addr(const u8 *addr);
bool is_multicast_ether_addr(const u8 *addr);
bool is_broadcast_ether_addr(const u8 *addr);
bool is_unicast_ether_addr(const u8 *addr);
bool is_valid_ether_addr(const u8 *addr);
bool is_local_ether_addr(const u8 *addr);
bool eth_type_vlan(__be16 ethertype);
u64 ether_addr_to_u64(const u8 *addr);
void u64_to_ether_addr(u64 u, u8 *addr);

int eth_skb_pad(struct sk_buff *skb);

#endif /* _LINUX_ETHERDEVICE_H */
