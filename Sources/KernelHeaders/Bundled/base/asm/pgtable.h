/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_PGTABLE_H
#define _ASM_PGTABLE_H

#include <linux/pgtable.h>

#endif /* _ASM_PGTABLE_H */
