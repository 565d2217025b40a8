/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_INTEL_IOMMU_H
#define _LINUX_INTEL_IOMMU_H

#include <linux/iommu.h>

#endif /* _LINUX_INTEL_IOMMU_H */
