/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_TIMEX_H
#define _ASM_TIMEX_H

#include <asm/processor.h>
#include <asm/tsc.h>

#define CLOCK_TICK_RATE	1193182

#endif /* _ASM_TIMEX_H */
