/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_TYPES_H
#define _ASM_TYPES_H

#include <uapi/asm/types.h>

#endif /* _ASM_TYPES_H */
