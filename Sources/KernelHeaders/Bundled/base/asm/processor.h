/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_PROCESSOR_H
#define _ASM_PROCESSOR_H

#include <asm/barrier.h>

#define cpu_relax()	barrier()

#endif /* _ASM_PROCESSOR_H */
