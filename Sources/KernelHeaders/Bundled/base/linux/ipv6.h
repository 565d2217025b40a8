/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IPV6_H
#define _LINUX_IPV6_H

#include <uapi/linux/ipv6.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <linux/udp.h>

struct ipv6hdr *ipv6_hdr(const struct sk_buff *skb);
struct ipv6hdr *inner_ipv6_hdr(const struct sk_buff *skb);

#endif /* _LINUX_IPV6_H */
