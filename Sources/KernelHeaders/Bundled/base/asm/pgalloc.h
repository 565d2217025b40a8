/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_PGALLOC_H
#define _ASM_PGALLOC_H

#include <linux/mm_types.h>
#include <linux/mm.h>
#include <linux/pagemap.h>

pgd_t *pgd_alloc(struct mm_struct *mm);
void pgd_free(struct mm_struct *mm, pgd_t *pgd);

#endif /* _ASM_PGALLOC_H */
