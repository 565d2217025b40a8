/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DMA_IOMMU_H
#define _LINUX_DMA_IOMMU_H

#include <linux/iommu.h>
#include <linux/iova.h>
#include <linux/msi.h>

int iommu_get_dma_cookie(struct iommu_domain *domain);
void iommu_put_dma_cookie(struct iommu_domain *domain);
int iommu_get_msi_cookie(struct iommu_domain *domain, dma_addr_t base);

#endif /* _LINUX_DMA_IOMMU_H */
