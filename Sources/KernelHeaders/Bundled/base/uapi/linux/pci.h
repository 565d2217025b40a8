/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_PCI_H
#define _UAPI_LINUX_PCI_H

#include <linux/pci_regs.h>

#define PCI_DEVFN(slot, func)	((((slot) & 0x1f) << 3) | ((func) & 0x07))
#define PCI_SLOT(devfn)		(((devfn) >> 3) & 0x1f)
#define PCI_FUNC(devfn)		((devfn) & 0x07)

#endif /* _UAPI_LINUX_PCI_H */
