/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_KVM_H
#define _ASM_KVM_H

#include <linux/types.h>

#if defined(__s390x__)
struct kvm_regs {
	__u64 gprs[16];
};

struct kvm_sync_regs {
	__u64 prefix;
	__u64 gprs[16];
	__u32 acrs[16];
	__u64 crs[16];
};
#else
struct kvm_regs {
	__u64 rax, rbx, rcx, rdx;
	__u64 rsi, rdi, rsp, rbp;
	__u64 r8, r9, r10, r11;
	__u64 r12, r13, r14, r15;
	__u64 rip, rflags;
};

struct kvm_sync_regs {
	struct kvm_regs regs;
};
#endif

#endif /* _ASM_KVM_H */
