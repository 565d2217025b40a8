/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_NET_NAMESPACE_H
#define _NET_NET_NAMESPACE_H

#include <linux/atomic.h>
#include <linux/list.h>

struct net;
extern struct net init_net;
struct net *get_net(struct net *net);
void put_net(struct net *net);

#endif /* _NET_NET_NAMESPACE_H */
