/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SWIOTLB_H
#define _LINUX_SWIOTLB_H

#include <linux/types.h>
#include <linux/device.h>
#include <linux/dma-direction.h>
#include <linux/init.h>
#include <linux/limits.h>
#include <linux/spinlock.h>

#endif /* _LINUX_SWIOTLB_H */
