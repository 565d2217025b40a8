/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_DMA_H
#define _ASM_DMA_H

#include <linux/spinlock.h>

#endif /* _ASM_DMA_H */
