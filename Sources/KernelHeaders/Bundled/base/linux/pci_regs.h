/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PCI_REGS_H
#define _LINUX_PCI_REGS_H

#include <uapi/linux/pci_regs.h>

#endif /* _LINUX_PCI_REGS_H */
