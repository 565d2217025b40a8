/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MSI_H
#define _LINUX_MSI_H

#include <linux/irq.h>

struct msi_msg {
	u32 address_lo;
	u32 address_hi;
	u32 data;
};

#endif /* _LINUX_MSI_H */
