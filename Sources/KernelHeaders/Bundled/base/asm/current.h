/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CURRENT_H
#define _ASM_CURRENT_H

#include <linux/compiler.h>

struct task_struct;

struct task_struct *get_current(void) __attribute__((__const__));
#define current get_current()

#endif /* _ASM_CURRENT_H */
