/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IF_ETHER_H
#define _LINUX_IF_ETHER_H

#include <uapi/linux/if_ether.h>
#include <linux/skbuff.h>

struct ethhdr *eth_hdr(const struct sk_buff *skb);

#endif /* _LINUX_IF_ETHER_H */
