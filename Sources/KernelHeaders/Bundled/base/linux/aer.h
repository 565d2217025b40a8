/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_AER_H
#define _LINUX_AER_H

#include <linux/errno.h>
#include <linux/types.h>

struct pci_dev;
int pci_enable_pcie_error_reporting(struct pci_dev *dev);
int pci_disable_pcie_error_reporting(struct pci_dev *dev);

int pci_aer_clear_nonfatal_status(struct pci_dev *dev);
int pci_cleanup_aer_uncorrect_error_status(struct pci_dev *dev);

#endif /* _LINUX_AER_H */
