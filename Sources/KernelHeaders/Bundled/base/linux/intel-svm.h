/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_INTEL_SVM_H
#define _LINUX_INTEL_SVM_H

#include <linux/iommu.h>

#endif /* _LINUX_INTEL_SVM_H */
