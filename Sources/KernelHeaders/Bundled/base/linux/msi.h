/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MSI_H
#define _LINUX_MSI_H

#include <linux/irq.h>
#include <linux/kobject.h>

struct msi_msg {
	u32 address_lo;
	u32 address_hi;
	u32 data;
};

struct device;
struct pci_dev;
struct irq_domain;

struct msi_desc {
	struct list_head list;
	unsigned int irq;
	unsigned int nvec_used;
	struct device *dev;
	struct msi_msg msg;
};

void get_cached_msi_msg(unsigned int irq, struct msi_msg *msg);
void pci_write_msi_msg(unsigned int irq, struct msi_msg *msg);
void pci_msi_mask_irq(struct irq_data *data);
void pci_msi_unmask_irq(struct irq_data *data);
struct msi_desc *irq_get_msi_desc(unsigned int irq);

#endif /* _LINUX_MSI_H */
