/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_FPU_API_H
#define _ASM_FPU_API_H

#include <linux/types.h>
#include <linux/bottom_half.h>

void kernel_fpu_begin(void);
void kernel_fpu_end(void);
bool irq_fpu_usable(void);

#endif /* _ASM_FPU_API_H */
