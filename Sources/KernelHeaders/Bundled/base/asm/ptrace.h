/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_PTRACE_H
#define _ASM_PTRACE_H

struct pt_regs;

#endif /* _ASM_PTRACE_H */
