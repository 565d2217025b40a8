/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CPUFEATURE_H
#define _ASM_CPUFEATURE_H

#include <linux/types.h>
#include <linux/bitops.h>

#if defined(__x86_64__)
#define X86_FEATURE_TSC		(0 * 32 + 4)
#define X86_FEATURE_MWAIT	(4 * 32 + 3)
#define X86_FEATURE_VMX		(4 * 32 + 5)
#define X86_FEATURE_HT		(0 * 32 + 28)
#define X86_FEATURE_AVX		(4 * 32 + 28)
#define X86_FEATURE_XMM2	(0 * 32 + 26)
#define X86_FEATURE_PAT		(0 * 32 + 16)
#define X86_FEATURE_MOVDIR64B	(16 * 32 + 28)
#define X86_FEATURE_ENQCMD	(16 * 32 + 29)

bool cpu_has_feature(int bit);
#define boot_cpu_has(bit)		cpu_has_feature(bit)
#define static_cpu_has(bit)		cpu_has_feature(bit)
#define cpu_feature_enabled(bit)	cpu_has_feature(bit)
#endif

#endif /* _ASM_CPUFEATURE_H */
