/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_INTEL_IOMMU_H
#define _LINUX_INTEL_IOMMU_H

#include <linux/iommu.h>
#include <linux/bitfield.h>
#include <linux/io-64-nonatomic-lo-hi.h>
#include <linux/iova.h>
#include <linux/mmu_notifier.h>

#endif /* _LINUX_INTEL_IOMMU_H */
