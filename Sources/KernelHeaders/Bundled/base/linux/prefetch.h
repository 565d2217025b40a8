/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PREFETCH_H
#define _LINUX_PREFETCH_H

#include <linux/types.h>
#include <asm/processor.h>
#include <asm/cache.h>

#define PREFETCH_STRIDE	(4 * L1_CACHE_BYTES)
#define prefetchw(x)	__builtin_prefetch(x, 1)

#endif /* _LINUX_PREFETCH_H */
