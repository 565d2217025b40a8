/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_VGAARB_H
#define _LINUX_VGAARB_H

struct pci_dev;

#endif /* _LINUX_VGAARB_H */
