/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_IP_H
#define _NET_IP_H

#include <linux/types.h>
#include <linux/ip.h>
#include <linux/in.h>
#include <linux/skbuff.h>

bool ip_is_fragment(const struct iphdr *iph);

#endif /* _NET_IP_H */
