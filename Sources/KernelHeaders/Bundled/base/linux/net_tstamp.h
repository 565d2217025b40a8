/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NET_TSTAMP_H
#define _LINUX_NET_TSTAMP_H

#include <uapi/linux/net_tstamp.h>

struct net_device;

#endif /* _LINUX_NET_TSTAMP_H */
