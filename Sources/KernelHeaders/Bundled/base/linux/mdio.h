/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MDIO_H
#define _LINUX_MDIO_H

#include <uapi/linux/mdio.h>
#include <linux/mod_devicetable.h>
#include <linux/device.h>

struct mii_bus;

struct mdio_device {
	struct device dev;
	struct mii_bus *bus;
	int addr;
	int flags;
};

int mdiobus_read(struct mii_bus *bus, int addr, u32 regnum);
int mdiobus_write(struct mii_bus *bus, int addr, u32 regnum, u16 val);
u32 mmd_eee_cap_to_ethtool_sup_t(u16 eee_cap);
u32 mmd_eee_adv_to_ethtool_adv_t(u16 eee_adv);
u16 ethtool_adv_to_mmd_eee_adv_t(u32 adv);

#endif /* _LINUX_MDIO_H */
