/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CACHEFLUSH_H
#define _ASM_CACHEFLUSH_H

#include <asm/set_memory.h>
#include <linux/mm.h>

#endif /* _ASM_CACHEFLUSH_H */
