/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_TLBFLUSH_H
#define _ASM_TLBFLUSH_H

#include <linux/mm.h>
#include <linux/sched.h>

#endif /* _ASM_TLBFLUSH_H */
