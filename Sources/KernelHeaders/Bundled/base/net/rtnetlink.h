/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_RTNETLINK_H
#define _NET_RTNETLINK_H

#include <linux/rtnetlink.h>
#include <net/netlink.h>

struct rtnl_link_ops;

#endif /* _NET_RTNETLINK_H */
