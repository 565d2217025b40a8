/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IN_H
#define _LINUX_IN_H

#include <uapi/linux/in.h>
#include <linux/errno.h>

bool ipv4_is_loopback(__be32 addr);
bool ipv4_is_multicast(__be32 addr);

#endif /* _LINUX_IN_H */
