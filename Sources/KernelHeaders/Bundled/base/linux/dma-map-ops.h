/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DMA_MAP_OPS_H
#define _LINUX_DMA_MAP_OPS_H

#include <linux/dma-mapping.h>

#endif /* _LINUX_DMA_MAP_OPS_H */
