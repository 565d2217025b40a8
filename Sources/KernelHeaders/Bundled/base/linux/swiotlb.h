/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SWIOTLB_H
#define _LINUX_SWIOTLB_H

#include <linux/types.h>

#endif /* _LINUX_SWIOTLB_H */
