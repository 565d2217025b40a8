/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_MSR_H
#define _ASM_MSR_H

#include <linux/types.h>
#include <asm/tsc.h>
#include <linux/errno.h>

#define rdmsrl(msr, val)	((void)((val) = native_read_msr(msr)))
#define wrmsrl(msr, val)	native_write_msr(msr, (u32)((u64)(val)), (u32)((u64)(val) >> 32))
unsigned long long native_read_msr(unsigned int msr);
void native_write_msr(unsigned int msr, u32 low, u32 high);

#endif /* _ASM_MSR_H */
