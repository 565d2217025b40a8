/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MMU_CONTEXT_H
#define _LINUX_MMU_CONTEXT_H

#include <linux/mm_types.h>

void use_mm(struct mm_struct *mm);
void unuse_mm(struct mm_struct *mm);

#endif /* _LINUX_MMU_CONTEXT_H */
