/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_IF_H
#define _UAPI_LINUX_IF_H

#include <linux/types.h>
#include <linux/socket.h>

#define IFNAMSIZ	16

enum net_device_flags {
	IFF_UP		= 1 << 0,
	IFF_BROADCAST	= 1 << 1,
	IFF_DEBUG	= 1 << 2,
	IFF_LOOPBACK	= 1 << 3,
	IFF_POINTOPOINT	= 1 << 4,
	IFF_RUNNING	= 1 << 6,
	IFF_NOARP	= 1 << 7,
	IFF_PROMISC	= 1 << 8,
	IFF_ALLMULTI	= 1 << 9,
	IFF_MULTICAST	= 1 << 12
};

struct ifmap {
	unsigned long mem_start;
	unsigned long mem_end;
	unsigned short base_addr;
	unsigned char irq;
	unsigned char dma;
	unsigned char port;
};

struct ifreq {
	union {
		char ifrn_name[IFNAMSIZ];
	} ifr_ifrn;
	union {
		struct sockaddr ifru_addr;
		struct sockaddr ifru_hwaddr;
		short ifru_flags;
		int ifru_ivalue;
		int ifru_mtu;
		struct ifmap ifru_map;
		void __user *ifru_data;
	} ifr_ifru;
};
#define ifr_name	ifr_ifrn.ifrn_name
#define ifr_hwaddr	ifr_ifru.ifru_hwaddr
#define ifr_addr	ifr_ifru.ifru_addr
#define ifr_flags	ifr_ifru.ifru_flags
#define ifr_mtu		ifr_ifru.ifru_mtu
#define ifr_data	ifr_ifru.ifru_data
#define ifr_ifindex	ifr_ifru.ifru_ivalue

#endif /* _UAPI_LINUX_IF_H */
