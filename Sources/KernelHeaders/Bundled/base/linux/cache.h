/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CACHE_H
#define _LINUX_CACHE_H

#include <asm/cache.h>
#include <linux/kernel.h>
#include <linux/compiler.h>

#define SMP_CACHE_BYTES			L1_CACHE_BYTES
#define L1_CACHE_ALIGN(x)		(((x) + L1_CACHE_BYTES - 1) & ~(L1_CACHE_BYTES - 1))
#define ____cacheline_aligned		__attribute__((__aligned__(SMP_CACHE_BYTES)))
#define ____cacheline_aligned_in_smp	____cacheline_aligned
#define __cacheline_aligned		____cacheline_aligned

#define ____cacheline_internodealigned_in_smp	____cacheline_aligned
#define cache_line_size()			L1_CACHE_BYTES

#endif /* _LINUX_CACHE_H */
