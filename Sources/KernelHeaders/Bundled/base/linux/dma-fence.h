/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DMA_FENCE_H
#define _LINUX_DMA_FENCE_H

#include <linux/kref.h>
#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/wait.h>

struct dma_fence;

#endif /* _LINUX_DMA_FENCE_H */
