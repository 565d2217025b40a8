/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IF_H
#define _LINUX_IF_H

#include <uapi/linux/if.h>

struct net_device;

#endif /* _LINUX_IF_H */
