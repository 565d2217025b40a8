/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TCP_H
#define _LINUX_TCP_H

#include <linux/skbuff.h>
#include <uapi/linux/tcp.h>
#include <net/sock.h>

struct tcphdr *tcp_hdr(const struct sk_buff *skb);
struct tcphdr *inner_tcp_hdr(const struct sk_buff *skb);
unsigned int tcp_hdrlen(const struct sk_buff *skb);
unsigned int inner_tcp_hdrlen(const struct sk_buff *skb);
unsigned int __tcp_hdrlen(const struct tcphdr *th);

#endif /* _LINUX_TCP_H */
