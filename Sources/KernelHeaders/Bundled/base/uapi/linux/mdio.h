/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_MDIO_H
#define _UAPI_LINUX_MDIO_H

#include <linux/types.h>
#include <linux/mii.h>

#define MDIO_MMD_PMAPMD		1
#define MDIO_MMD_PCS		3
#define MDIO_MMD_PHYXS		4
#define MDIO_MMD_AN		7
#define MDIO_EEE_100TX		0x0002
#define MDIO_EEE_1000T		0x0004
#define MDIO_EEE_10GT		0x0008
#define MDIO_EEE_1000KX		0x0010
#define MDIO_EEE_10GKX4		0x0020
#define MDIO_EEE_10GKR		0x0040

#endif /* _UAPI_LINUX_MDIO_H */
