/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_NET_H
#define _LINUX_OF_NET_H

#include <linux/phy.h>

int of_get_phy_mode(struct device_node *np, phy_interface_t *interface);

#endif /* _LINUX_OF_NET_H */
