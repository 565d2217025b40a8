/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_TSC_H
#define _ASM_TSC_H

#include <linux/types.h>
#include <asm/processor.h>

typedef unsigned long long cycles_t;

extern unsigned int cpu_khz;
extern unsigned int tsc_khz;

cycles_t get_cycles(void);
unsigned long long rdtsc(void);
unsigned long long rdtsc_ordered(void);
int check_tsc_unstable(void);

#endif /* _ASM_TSC_H */
