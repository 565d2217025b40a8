/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_SOCK_H
#define _NET_SOCK_H

#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/net.h>
#include <linux/net_tstamp.h>

struct sock {
	struct socket *sk_socket;
	unsigned short sk_family;
	unsigned short sk_protocol;
};

#endif /* _NET_SOCK_H */
