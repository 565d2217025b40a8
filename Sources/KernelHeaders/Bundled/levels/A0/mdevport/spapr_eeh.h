/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _MDEVPORT_SPAPR_EEH_H
#define _MDEVPORT_SPAPR_EEH_H

/* Hooks for PCI devices on one architecture; without its option they do nothing, and that is what serves here. */
static inline void vfio_spapr_pci_eeh_open(struct pci_dev *pdev)
{
}

static inline void vfio_spapr_pci_eeh_release(struct pci_dev *pdev)
{
}

static inline long vfio_spapr_iommu_eeh_ioctl(struct iommu_group *group,
					      unsigned int cmd, unsigned long arg)
{
	return -ENOTTY;
}

#endif /* _MDEVPORT_SPAPR_EEH_H */
