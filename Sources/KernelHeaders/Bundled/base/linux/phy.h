/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PHY_H
#define _LINUX_PHY_H

#include <linux/compiler.h>
#include <linux/spinlock.h>
#include <linux/ethtool.h>
#include <linux/linkmode.h>
#include <linux/mdio.h>
#include <linux/mii.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include <linux/iopoll.h>
#include <linux/irqreturn.h>
#include <linux/netlink.h>
#include <linux/u64_stats_sync.h>

struct net_device;
struct device_node;

typedef enum {
	PHY_INTERFACE_MODE_NA,
	PHY_INTERFACE_MODE_INTERNAL,
	PHY_INTERFACE_MODE_MII,
	PHY_INTERFACE_MODE_GMII,
	PHY_INTERFACE_MODE_SGMII,
	PHY_INTERFACE_MODE_RGMII,
	PHY_INTERFACE_MODE_RGMII_ID,
	PHY_INTERFACE_MODE_XGMII,
	PHY_INTERFACE_MODE_USXGMII
} phy_interface_t;

struct mii_bus {
	struct module *owner;
	const char *name;
	char id[61];
	void *priv;
	int (*read)(struct mii_bus *bus, int addr, int regnum);
	int (*write)(struct mii_bus *bus, int addr, int regnum, u16 val);
	struct device *parent;
	u32 phy_mask;
	int irq[32];
};

struct phy_device {
	struct mdio_device mdio;
	u32 phy_id;
	int speed;
	int duplex;
	int pause;
	int asym_pause;
	u8 link;
	u8 autoneg;
	int irq;
	void *priv;
	phy_interface_t interface;
	struct net_device *attached_dev;
};

struct mii_bus *mdiobus_alloc(void);
int __mdiobus_register(struct mii_bus *bus, struct module *owner);
#define mdiobus_register(bus)	__mdiobus_register(bus, THIS_MODULE)
void mdiobus_unregister(struct mii_bus *bus);
void mdiobus_free(struct mii_bus *bus);
struct phy_device *phy_connect(struct net_device *dev, const char *bus_id,
			       void (*handler)(struct net_device *dev),
			       phy_interface_t interface);
void phy_disconnect(struct phy_device *phydev);
void phy_start(struct phy_device *phydev);
void phy_stop(struct phy_device *phydev);
void phy_print_status(struct phy_device *phydev);
int phy_mii_ioctl(struct phy_device *phydev, struct ifreq *ifr, int cmd);
int phy_ethtool_get_link_ksettings(struct net_device *ndev,
				   struct ethtool_link_ksettings *cmd);
int phy_ethtool_set_link_ksettings(struct net_device *ndev,
				   const struct ethtool_link_ksettings *cmd);

int phy_start_aneg(struct phy_device *phydev);
int genphy_restart_aneg(struct phy_device *phydev);

#endif /* _LINUX_PHY_H */
