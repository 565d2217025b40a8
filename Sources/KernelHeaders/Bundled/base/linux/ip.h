/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IP_H
#define _LINUX_IP_H

#include <linux/skbuff.h>
#include <uapi/linux/ip.h>

struct iphdr *ip_hdr(const struct sk_buff *skb);
struct iphdr *inner_ip_hdr(const struct sk_buff *skb);

#endif /* _LINUX_IP_H */
