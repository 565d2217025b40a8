/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CACHEFLUSH_H
#define _ASM_CACHEFLUSH_H

#include <asm/set_memory.h>

#endif /* _ASM_CACHEFLUSH_H */
