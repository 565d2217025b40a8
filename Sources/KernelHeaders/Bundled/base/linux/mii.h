/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MII_H
#define _LINUX_MII_H

#include <linux/if.h>
#include <linux/linkmode.h>
#include <uapi/linux/mii.h>

struct ethtool_cmd;

struct mii_if_info {
	int phy_id;
	int advertising;
	int phy_id_mask;
	int reg_num_mask;
	struct net_device *dev;
	int (*mdio_read)(struct net_device *dev, int phy_id, int location);
	void (*mdio_write)(struct net_device *dev, int phy_id, int location, int val);
};

int mii_link_ok(struct mii_if_info *mii);
struct mii_ioctl_data *if_mii(struct ifreq *rq);

#endif /* _LINUX_MII_H */
