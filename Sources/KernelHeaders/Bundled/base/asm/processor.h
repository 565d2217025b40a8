/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_PROCESSOR_H
#define _ASM_PROCESSOR_H

#include <asm/barrier.h>
#include <asm/cpufeature.h>
#include <linux/cache.h>
#include <linux/err.h>
#include <linux/irqflags.h>
#include <linux/math64.h>

void cpu_relax(void);

#if defined(__x86_64__)
void cpuid(unsigned int op, unsigned int *eax, unsigned int *ebx, unsigned int *ecx,
	   unsigned int *edx);
void cpuid_count(unsigned int op, int count, unsigned int *eax, unsigned int *ebx,
		 unsigned int *ecx, unsigned int *edx);
unsigned int cpuid_eax(unsigned int op);
unsigned int cpuid_ebx(unsigned int op);
unsigned int cpuid_ecx(unsigned int op);
unsigned int cpuid_edx(unsigned int op);
#endif

#endif /* _ASM_PROCESSOR_H */
