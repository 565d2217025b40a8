/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_NETLINK_H
#define _NET_NETLINK_H

#include <linux/types.h>
#include <linux/netlink.h>

struct nlattr;

#endif /* _NET_NETLINK_H */
